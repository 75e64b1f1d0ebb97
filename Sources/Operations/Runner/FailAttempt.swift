import API
import Domain
import Store

/// Ends an attempt without an output, and its run with it. After a cancellation only the attempt ends.
package enum FailAttempt {
    package static func run(_ team: TeamContext, runID: String, attempt number: Int, _ request: FailRequest) throws {
        let reason = ReasonText.cut(request.reason)
        try team.change { change in
            let lease = try HeldLease.lock(change, run: runID, attempt: number, term: request.term)
            let wasCancelled = !lease.run.state.isActive
            try lease.end(
                change, as: wasCancelled ? .cancelled : .failed, reason: reason, harness: request.harness,
                claimed: request.claimed)
            try change.record(
                wasCancelled ? "attempt_cancelled" : "run_failed", "run:\(runID)",
                ["attempt": .integer(Int64(number)), "term": .integer(lease.attempt.term)])
            guard !wasCancelled else { return }
            try change.tx.run(SetRunState(team: team.id, run: runID, state: .error, reason: reason))
            try change.withdrawPending(run: runID, outcome: .withdrawn)
        }
    }
}

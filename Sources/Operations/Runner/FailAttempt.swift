import API
import Domain
import Store

/// Ends an attempt without an output, and its run with it. After a cancellation only the attempt ends. An output that was
/// refused goes back to the agent: the run waits for its next attempt, which is told the reason.
package enum FailAttempt {
    /// So many refused outputs in a row end the run: an agent that has not mended it by then does not listen.
    package static let refusalsLimit = 3

    package static func run(_ team: TeamContext, runID: String, attempt number: Int, _ request: FailRequest) throws {
        let reason = ReasonText.cut(request.reason)
        try team.change { change in
            let lease = try HeldLease.lock(change, run: runID, attempt: number, term: request.term)
            let wasCancelled = !lease.run.state.isActive
            try lease.end(
                change, as: wasCancelled ? .cancelled : .failed, reason: reason, harness: request.harness,
                claimed: request.claimed)
            let isRefusal = request.isOutputRefused == true
            let isRepeated = try !wasCancelled && isRefusal && isRepeatable(runID, change)
            try change.record(
                wasCancelled ? "attempt_cancelled" : isRepeated ? "attempt_refused" : "run_failed", "run:\(runID)",
                ["attempt": .integer(Int64(number)), "term": .integer(lease.attempt.term)])
            guard !wasCancelled else { return }
            try change.withdrawPending(run: runID, outcome: .withdrawn)
            if isRepeated {
                let why = "the output of attempt \(number) was refused: \(reason)"
                try change.tx.run(RequeueRun(team: team.id, run: runID, reason: why + (try done(runID, change))))
            } else {
                let why = isRefusal ? "\(refusalsLimit) outputs in a row were refused, the last: \(reason)" : reason
                try change.tx.run(SetRunState(team: team.id, run: runID, state: .error, reason: why))
            }
        }
    }

    /// The next agent knows nothing of what this one has set off, and would ask for it again.
    private static func done(_ runID: String, _ change: Change) throws -> String {
        let effects = try change.tx.all(EffectsOfRun(team: change.team.id, run: runID))
        guard !effects.isEmpty else { return "" }
        let names = effects.map { "\($0.action) to \($0.target) (\($0.id))" }.joined(separator: ", ")
        return "; carried out by then, so do not ask for it again: \(names)"
    }

    private static func isRepeatable(_ runID: String, _ change: Change) throws -> Bool {
        try change.tx.one(FailedAttempts(team: change.team.id, run: runID)) < refusalsLimit
    }
}

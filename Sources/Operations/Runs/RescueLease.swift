import Domain
import Store

/// Ends an attempt whose lease has passed: its host is lost, and the run can be claimed again. A background job, safe
/// on every instance at once: the lock on the run orders them, and the guard of attempts reads the clock after it.
///
/// A run whose hosts keep being lost may itself be what kills them, so after `attemptsLimit` of them it ends in error.
package enum RescueLease {
    package static let attemptsLimit = 5

    /// Does nothing if the attempt has ended or its lease has been renewed meanwhile.
    package static func run(_ team: TeamContext, runID: String, attempt number: Int) throws {
        try team.change { change in
            let tx = change.tx
            guard let run = try tx.first(LockRun(team: team.id, id: runID)),
                let attempt = try tx.first(LockAttempt(team: team.id, run: runID, number: number)),
                attempt.state == .running, attempt.leaseExpiresAt <= (try tx.now())
            else { return }
            let wasCancelled = !run.state.isActive
            try tx.run(
                EndAttempt(
                    team: team.id, run: runID, number: number, state: wasCancelled ? .cancelled : .hostLost,
                    reason: "the runner \(attempt.runner) has not been heard of"))
            try change.record(
                "attempt_lost", "run:\(runID)",
                [
                    "attempt": .integer(Int64(number)), "term": .integer(attempt.term),
                    "runner": .string(attempt.runnerID),
                ])
            guard !wasCancelled else { return }
            try change.withdrawPending(run: runID, outcome: .hostLost)
            try release(runID, change)
        }
    }

    private static func release(_ runID: String, _ change: Change) throws {
        let lost = try change.tx.one(LostAttempts(team: change.team.id, run: runID))
        guard lost >= attemptsLimit else {
            try change.tx.run(
                SetRunState(
                    team: change.team.id, run: runID, state: .hostLost, reason: "the host was lost; waiting for another"
                ))
            return
        }
        let reason = "the hosts of \(lost) attempts were lost: see what it does to them before you dispatch it again"
        try change.tx.run(SetRunState(team: change.team.id, run: runID, state: .error, reason: reason))
        try change.record("run_failed", "run:\(runID)", ["lost_attempts": .integer(Int64(lost))])
    }
}

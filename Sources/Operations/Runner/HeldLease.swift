import Domain
import Store

/// The proof that a runner may write about an attempt: it holds the attempt, under this term, and its lease lives.
/// Rows are locked before the clock is read (docs/leases.md), so what passes here cannot be late; and whatever a runner
/// without a lease writes is refused by the same name, `lease_lost`.
struct HeldLease {
    let run: RunRow
    let attempt: AttemptRow

    /// Of a run that goes on: for whatever makes something happen. A cancelled run is refused by `wrong_state`.
    static func lock(_ change: Change, run id: String, attempt number: Int, term: Int64) throws -> HeldLease {
        let team = change.team
        let (runs, attempts, now) = try change.tx.all(
            LockRun(team: team.id, id: id), LockAttempt(team: team.id, run: id, number: number), DatabaseClock())
        guard let run = runs.first else { throw Failure.missing("run", id) }
        let attempt = try held(attempts.first, team, run: id, attempt: number, term: term)
        guard try attempt.leaseExpiresAt > now.one() else { throw lost(attempt, "its lease has passed") }
        return HeldLease(run: run, attempt: attempt)
    }

    /// Throws `wrong_state` when somebody has cancelled the run.
    func requireActive() throws {
        guard run.state.isActive else {
            throw Failure(
                .wrongState, "run \(run.id) was cancelled (\(run.reason)); stop the agent and end the attempt")
        }
    }

    /// Ends the attempt, with what it was done with and what its agent says it used.
    func end(
        _ change: Change, as state: AttemptState, reason: String = "", harness: String?, claimed: ClaimedUsage?
    ) throws {
        if let harness { try ClaimedUsage.check(name: harness, of: "harness") }
        try claimed?.check()
        try change.tx.run(
            EndAttempt(
                team: change.team.id, run: run.id, number: attempt.number, state: state, reason: reason,
                harness: harness, claimed: claimed))
    }

    /// The attempt alone, for what only adds to it; the guard of attempts judges the lease when the row is changed.
    static func lockAttempt(_ change: Change, run id: String, attempt number: Int, term: Int64) throws -> AttemptRow {
        let attempt = try change.tx.first(LockAttempt(team: change.team.id, run: id, number: number))
        return try held(attempt, change.team, run: id, attempt: number, term: term)
    }

    /// An attempt that is this runner's under this term and goes on.
    private static func held(
        _ attempt: AttemptRow?, _ team: TeamContext, run: String, attempt number: Int, term: Int64
    ) throws -> AttemptRow {
        guard let attempt else { throw Failure.missing("attempt", "\(number) of run \(run)") }
        guard try attempt.runnerID == team.context.runner().id else {
            throw lost(attempt, "it belongs to another runner")
        }
        guard attempt.term == term else { throw lost(attempt, "its term is \(attempt.term), not \(term)") }
        guard attempt.state == .running else { throw lost(attempt, "it is \(attempt.state.rawValue)") }
        return attempt
    }

    private static func lost(_ attempt: AttemptRow, _ why: String) -> Failure {
        Failure(
            .leaseLost, "attempt \(attempt.number) is no longer yours: \(why); stop its agent and claim again",
            detail: ["attempt": .integer(Int64(attempt.number)), "term": .integer(attempt.term)])
    }
}

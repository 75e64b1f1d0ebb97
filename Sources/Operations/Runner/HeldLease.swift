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
        let run = try change.lockRun(id)
        let attempt = try lockAttempt(change, run: id, attempt: number, term: term)
        guard try attempt.leaseExpiresAt > change.tx.now() else { throw lost(attempt, "its lease has passed") }
        return HeldLease(run: run, attempt: attempt)
    }

    /// Throws `wrong_state` when somebody has cancelled the run.
    func requireActive() throws {
        guard run.state.isActive else {
            throw Failure(
                .wrongState, "run \(run.id) was cancelled (\(run.reason)); stop the agent and end the attempt")
        }
    }

    /// The attempt alone, for what only adds to it; the guard of attempts judges the lease when the row is changed.
    static func lockAttempt(_ change: Change, run id: String, attempt number: Int, term: Int64) throws -> AttemptRow {
        guard let attempt = try change.tx.first(LockAttempt(team: change.team.id, run: id, number: number)) else {
            throw Failure.missing("attempt", "\(number) of run \(id)")
        }
        try check(attempt, change.team, term: term)
        return attempt
    }

    /// Whether the attempt is this runner's under this term and goes on.
    static func check(_ attempt: AttemptRow, _ team: TeamContext, term: Int64) throws {
        guard try attempt.runnerID == team.context.runner().id else {
            throw lost(attempt, "it belongs to another runner")
        }
        guard attempt.term == term else { throw lost(attempt, "its term is \(attempt.term), not \(term)") }
        guard attempt.state == .running else { throw lost(attempt, "it is \(attempt.state.rawValue)") }
    }

    private static func lost(_ attempt: AttemptRow, _ why: String) -> Failure {
        Failure(
            .leaseLost, "attempt \(attempt.number) is no longer yours: \(why); stop its agent and claim again",
            detail: ["attempt": .integer(Int64(attempt.number)), "term": .integer(attempt.term)])
    }
}

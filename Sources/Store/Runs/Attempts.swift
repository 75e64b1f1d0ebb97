import Domain

package struct AttemptRow: Sendable {
    package let number: Int
    package let runnerID: String
    /// The runner's name.
    package let runner: String
    package let term: Int64
    package let state: AttemptState
    package let reason: String
    package let claimedAt: Timestamp
    package let leaseExpiresAt: Timestamp
    package let endedAt: Timestamp?
    package let frameCount: Int64
    package let frameHead: Digest
    package let harness: String?
    /// Nil: nothing was told.
    package let claimed: ClaimedUsage?

    init(_ columns: inout Columns) throws {
        number = try columns.next()
        runnerID = try columns.next()
        runner = try columns.next()
        term = try columns.next()
        state = try columns.next()
        reason = try columns.next()
        claimedAt = try columns.next()
        leaseExpiresAt = try columns.next()
        endedAt = try columns.next()
        frameCount = try columns.next()
        frameHead = try columns.next()
        harness = try columns.next()
        let usage = ClaimedUsage(
            model: try columns.next(), inputTokens: try columns.next(), outputTokens: try columns.next(),
            turns: try columns.next(), costMicrodollars: try columns.next())
        claimed = usage.isEmpty ? nil : usage
    }

    static let columns = """
        number, runner_id, runners.name, term, state, reason, claimed_at, lease_expires_at, ended_at,
            frame_count, frame_head, harness, claimed_model, claimed_input_tokens, claimed_output_tokens, claimed_turns,
            claimed_cost_microdollars
        FROM attempts JOIN runners ON runners.team_id = attempts.team_id AND runners.id = runner_id
        """
}

/// The tries of a run, in their order.
package struct Attempts: Query {
    package let team: String
    package let run: String

    package init(team: String, run: String) {
        self.team = team
        self.run = run
    }

    package static let sql = "SELECT \(AttemptRow.columns) WHERE attempts.team_id = $1 AND run_id = $2 ORDER BY number"
    package var parameters: [any SQLValue] { [team, run] }
    package static func row(_ columns: inout Columns) throws -> AttemptRow { try AttemptRow(&columns) }
}

/// An attempt that is about to change: waits for whoever changes it now, so what depends on time is read afterwards.
package struct LockAttempt: Query {
    package let team: String
    package let run: String
    package let number: Int

    package init(team: String, run: String, number: Int) {
        self.team = team
        self.run = run
        self.number = number
    }

    package static let sql = """
        SELECT \(AttemptRow.columns) WHERE attempts.team_id = $1 AND run_id = $2 AND number = $3 FOR UPDATE OF attempts
        """
    package var parameters: [any SQLValue] { [team, run, number] }
    package static func row(_ columns: inout Columns) throws -> AttemptRow { try AttemptRow(&columns) }
}

/// A new attempt under a lease that begins now.
package struct InsertAttempt: Command {
    package let team: String
    package let run: String
    package let number: Int
    package let runner: String
    package let term: Int64
    package let leaseSeconds: Int

    package init(team: String, run: String, number: Int, runner: String, term: Int64, leaseSeconds: Int) {
        self.team = team
        self.run = run
        self.number = number
        self.runner = runner
        self.term = term
        self.leaseSeconds = leaseSeconds
    }

    package static let sql = """
        INSERT INTO attempts (team_id, run_id, number, runner_id, term, lease_expires_at)
        VALUES ($1, $2, $3, $4, $5, clock_timestamp() + make_interval(secs => $6))
        """
    package var parameters: [any SQLValue] { [team, run, number, runner, term, leaseSeconds] }
}

/// Renews the lease of an attempt that this runner holds under this term, and tells whether the run goes on. The guard
/// refuses when the lease has passed meanwhile; no row when it was never held or the attempt has ended.
package struct RenewLease: Query {
    package typealias Row = RunState
    package let team: String
    package let run: String
    package let number: Int
    package let runner: String
    package let term: Int64
    package let leaseSeconds: Int

    package init(team: String, run: String, number: Int, runner: String, term: Int64, leaseSeconds: Int) {
        self.team = team
        self.run = run
        self.number = number
        self.runner = runner
        self.term = term
        self.leaseSeconds = leaseSeconds
    }

    package static let sql = """
        UPDATE attempts SET lease_expires_at = clock_timestamp() + make_interval(secs => $6)
        WHERE team_id = $1 AND run_id = $2 AND number = $3 AND runner_id = $4 AND term = $5 AND state = 'running'
        RETURNING (SELECT state FROM runs WHERE team_id = $1 AND id = $2)
        """
    package var parameters: [any SQLValue] { [team, run, number, runner, term, leaseSeconds] }
}

/// Ends a running attempt; the guard decides whether its lease allows this end.
package struct EndAttempt: Command {
    package let team: String
    package let run: String
    package let number: Int
    package let state: AttemptState
    package let reason: String
    package let harness: String?
    package let claimed: ClaimedUsage

    package init(
        team: String, run: String, number: Int, state: AttemptState, reason: String = "", harness: String? = nil,
        claimed: ClaimedUsage? = nil
    ) {
        self.team = team
        self.run = run
        self.number = number
        self.state = state
        self.reason = reason
        self.harness = harness
        self.claimed = claimed ?? ClaimedUsage()
    }

    package static let sql = """
        UPDATE attempts SET state = $4, reason = $5, ended_at = clock_timestamp(), harness = $6, claimed_model = $7,
            claimed_input_tokens = $8, claimed_output_tokens = $9, claimed_turns = $10, claimed_cost_microdollars = $11
        WHERE team_id = $1 AND run_id = $2 AND number = $3
        """
    package var parameters: [any SQLValue] {
        [
            team, run, number, state, reason, harness, claimed.model, claimed.inputTokens, claimed.outputTokens,
            claimed.turns, claimed.costMicrodollars,
        ]
    }
}

/// How many attempts of a run ended because their host was lost.
package struct LostAttempts: Query {
    package typealias Row = Int
    package let team: String
    package let run: String

    package init(team: String, run: String) {
        self.team = team
        self.run = run
    }

    package static let sql = "SELECT count(*) FROM attempts WHERE team_id = $1 AND run_id = $2 AND state = 'host_lost'"
    package var parameters: [any SQLValue] { [team, run] }
}

/// How many attempts of a run have failed since one of them has submitted.
package struct FailedAttempts: Query {
    package typealias Row = Int
    package let team: String
    package let run: String

    package init(team: String, run: String) {
        self.team = team
        self.run = run
    }

    package static let sql = """
        SELECT count(*) FROM attempts WHERE team_id = $1 AND run_id = $2 AND state = 'failed' AND number > (
            SELECT coalesce(max(number), 0) FROM attempts WHERE team_id = $1 AND run_id = $2 AND state = 'submitted')
        """
    package var parameters: [any SQLValue] { [team, run] }
}

import Domain

/// Waits for the run's row and keeps it until the transaction ends.
package struct LockRunOfAction: Query {
    package typealias Row = RunState
    package let team: String
    package let run: String

    package init(team: String, run: String) {
        self.team = team
        self.run = run
    }

    package static let sql = "SELECT state FROM runs WHERE team_id = $1 AND id = $2 FOR UPDATE"
    package var parameters: [any SQLValue] { [team, run] }
}

/// Lets a run go on, or wait, by what is still open: a signature or a signed effect first, then a question. Answers the
/// new state; no row when it is the old one.
package struct SettleRun: Query {
    package typealias Row = RunState
    package let team: String
    package let run: String

    package init(team: String, run: String) {
        self.team = team
        self.run = run
    }

    package static let sql = """
        UPDATE runs SET state = next.state FROM (SELECT CASE
            WHEN EXISTS (SELECT FROM action_requests JOIN runs ON runs.team_id = action_requests.team_id
                    AND runs.id = run_id AND runs.term = action_requests.term
                WHERE action_requests.team_id = $1 AND run_id = $2 AND needed_sign_offs > 0
                    AND action_requests.state IN ('held', 'signed', 'executing')) THEN 'awaiting_input'
            WHEN EXISTS (SELECT FROM questions WHERE team_id = $1 AND run_id = $2 AND state = 'open')
                THEN 'awaiting_answer'
            ELSE 'running' END::run_state AS state) AS next
        WHERE team_id = $1 AND id = $2 AND runs.state IN ('running', 'awaiting_input', 'awaiting_answer')
            AND runs.state <> next.state
        RETURNING runs.state
        """
    package var parameters: [any SQLValue] { [team, run] }
}

/// Whether a runner's attempt may speak: no row when the runner never had that attempt of that run.
package struct AttemptStanding: Query {
    package struct Row: Sendable {
        package let term: Int64
        package let isLive: Bool
    }

    package let team: String
    package let run: String
    package let attempt: Int
    package let runner: String

    package init(team: String, run: String, attempt: Int, runner: String) {
        self.team = team
        self.run = run
        self.attempt = attempt
        self.runner = runner
    }

    package static let sql = """
        SELECT term, state = 'running' AND lease_expires_at > clock_timestamp() FROM attempts
        WHERE team_id = $1 AND run_id = $2 AND number = $3 AND runner_id = $4
        """
    package var parameters: [any SQLValue] { [team, run, attempt, runner] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(term: try columns.next(), isLive: try columns.next())
    }
}

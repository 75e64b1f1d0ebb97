import Domain

/// Leaves an action to be executed by whichever instance is free, after this transaction.
package struct InsertExecution: Command {
    package let team: String
    package let request: String

    package init(team: String, request: String) {
        self.team = team
        self.request = request
    }

    package static let sql = "INSERT INTO outbox (team_id, kind, subject_id) VALUES ($1, 'execute_action', $2)"
    package var parameters: [any SQLValue] { [team, request] }
}

/// Takes the execution of a request; no row when another instance has it or it is done.
package struct TakeExecution: Query {
    package typealias Row = Int64
    package let team: String
    package let request: String

    package init(team: String, request: String) {
        self.team = team
        self.request = request
    }

    package static let sql = """
        SELECT id FROM outbox WHERE team_id = $1 AND kind = 'execute_action' AND subject_id = $2 AND done_at IS NULL
        ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
        """
    package var parameters: [any SQLValue] { [team, request] }
}

package struct FinishExecution: Command {
    package let team: String
    package let request: String

    package init(team: String, request: String) {
        self.team = team
        self.request = request
    }

    package static let sql = """
        UPDATE outbox SET done_at = clock_timestamp()
        WHERE team_id = $1 AND kind = 'execute_action' AND subject_id = $2 AND done_at IS NULL
        """
    package var parameters: [any SQLValue] { [team, request] }
}

/// Has everything of a team that is in review looked at again.
package struct InsertReconsideration: Command {
    package let team: String
    /// Where an earlier one stopped; nil: from the first.
    package let after: String?
    /// Nil: as soon as this transaction is done.
    package let at: Timestamp?

    package init(team: String, after output: String? = nil, at: Timestamp? = nil) {
        self.team = team
        self.after = output
        self.at = at
    }

    package static let sql = """
        INSERT INTO outbox (team_id, kind, subject_id, available_at)
        VALUES ($1::text, 'reconsider_reviews', coalesce($2::text, $1::text), coalesce($3::timestamptz, now()))
        """
    package var parameters: [any SQLValue] { [team, after, at] }
}

/// That has been done.
package struct FinishReconsideration: Command {
    package let team: String
    /// Of the outbox.
    package let entry: Int64

    package init(team: String, entry: Int64) {
        self.team = team
        self.entry = entry
    }

    package static let sql = """
        UPDATE outbox SET done_at = clock_timestamp() WHERE team_id = $1 AND id = $2 AND done_at IS NULL
        """
    package var parameters: [any SQLValue] { [team, entry] }
}

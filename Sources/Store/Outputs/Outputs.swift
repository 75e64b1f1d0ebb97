import Domain

package struct OutputRow: Sendable {
    package let id: String
    package let runID: String
    package let title: String
    package let risk: Risk
    package let reviewState: ReviewState
    package let latestVersion: Int
    package let createdAt: Timestamp
    package let isTrial: Bool

    init(_ columns: inout Columns) throws {
        id = try columns.next()
        runID = try columns.next()
        title = try columns.next()
        risk = try columns.next()
        reviewState = try columns.next()
        latestVersion = try columns.next()
        createdAt = try columns.next()
        isTrial = try columns.next()
    }

    static let columns = """
        id, run_id, title, risk, review_state, latest_version, created_at,
            (SELECT is_trial FROM runs WHERE runs.team_id = outputs.team_id AND runs.id = run_id)
        FROM outputs
        """
}

package struct OutputByID: Query {
    package let team: String
    package let id: String

    package init(team: String, id: String) {
        self.team = team
        self.id = id
    }

    package static let sql = "SELECT \(OutputRow.columns) WHERE team_id = $1 AND id = $2"
    package var parameters: [any SQLValue] { [team, id] }
    package static func row(_ columns: inout Columns) throws -> OutputRow { try OutputRow(&columns) }
}

/// The output of a run, if it has one yet.
package struct OutputOfRun: Query {
    package let team: String
    package let run: String

    package init(team: String, run: String) {
        self.team = team
        self.run = run
    }

    package static let sql = "SELECT \(OutputRow.columns) WHERE team_id = $1 AND run_id = $2"
    package var parameters: [any SQLValue] { [team, run] }
    package static func row(_ columns: inout Columns) throws -> OutputRow { try OutputRow(&columns) }
}

/// The same, about to change: orders new versions, verdicts and releases of one output.
package struct LockOutputOfRun: Query {
    package let team: String
    package let run: String

    package init(team: String, run: String) {
        self.team = team
        self.run = run
    }

    package static let sql = "SELECT \(OutputRow.columns) WHERE team_id = $1 AND run_id = $2 FOR UPDATE"
    package var parameters: [any SQLValue] { [team, run] }
    package static func row(_ columns: inout Columns) throws -> OutputRow { try OutputRow(&columns) }
}

/// A team's outputs, newest first, after a place in this order.
package struct OutputPage: Query {
    package let team: String
    package let before: PagePlace
    package let limit: Int

    package init(team: String, before: PagePlace, limit: Int) {
        self.team = team
        self.before = before
        self.limit = limit
    }

    package static let sql = """
        SELECT \(OutputRow.columns) WHERE team_id = $1 AND (created_at, id) < ($2::timestamptz, $3)
        ORDER BY created_at DESC, id DESC LIMIT $4
        """
    package var parameters: [any SQLValue] { [team, before.time, before.id, limit] }
    package static func row(_ columns: inout Columns) throws -> OutputRow { try OutputRow(&columns) }
}

/// A run's output, with its first version to come.
package struct InsertOutput: Command {
    package let team: String
    package let id: String
    package let run: String
    package let title: String
    package let risk: Risk

    package init(team: String, id: String, run: String, title: String, risk: Risk) {
        self.team = team
        self.id = id
        self.run = run
        self.title = title
        self.risk = risk
    }

    package static let sql = """
        INSERT INTO outputs (team_id, id, run_id, title, risk, latest_version) VALUES ($1, $2, $3, $4, $5, 1)
        """
    package var parameters: [any SQLValue] { [team, id, run, title, risk] }
}

/// Makes room for a later version, which nobody has reviewed.
package struct AdvanceOutput: Command {
    package let team: String
    package let id: String
    package let risk: Risk

    package init(team: String, id: String, risk: Risk) {
        self.team = team
        self.id = id
        self.risk = risk
    }

    package static let sql = """
        UPDATE outputs SET latest_version = latest_version + 1, review_state = 'in_review', risk = greatest(risk, $3)
        WHERE team_id = $1 AND id = $2
        """
    package var parameters: [any SQLValue] { [team, id, risk] }
}

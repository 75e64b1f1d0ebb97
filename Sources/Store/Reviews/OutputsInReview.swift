/// The latest versions that wait for their reviewers, longest first.
package struct OutputsInReview: Query {
    package struct Row: Sendable {
        package let output: String
        package let version: Int
    }

    package let team: String
    package let limit: Int

    package init(team: String, limit: Int) {
        self.team = team
        self.limit = limit
    }

    package static let sql = """
        SELECT outputs.id, latest_version FROM outputs JOIN runs ON runs.team_id = outputs.team_id AND runs.id = run_id
        WHERE outputs.team_id = $1 AND review_state = 'in_review' AND NOT is_trial ORDER BY outputs.created_at, outputs.id
        LIMIT $2
        """
    package var parameters: [any SQLValue] { [team, limit] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(output: try columns.next(), version: try columns.next())
    }
}

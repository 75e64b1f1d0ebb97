/// The latest versions that wait for their reviewers, longest first.
package struct OutputsInReview: Query {
    package struct Row: Sendable {
        package let output: String
        package let version: Int
    }

    package let team: String
    /// Only those that came after this output; nil: from the first.
    package let after: String?
    package let limit: Int

    package init(team: String, after output: String? = nil, limit: Int) {
        self.team = team
        self.after = output
        self.limit = limit
    }

    package static let sql = """
        SELECT outputs.id, latest_version FROM outputs JOIN runs ON runs.team_id = outputs.team_id AND runs.id = run_id
        WHERE outputs.team_id = $1 AND review_state = 'in_review' AND NOT is_trial
            AND ($2::text IS NULL OR (outputs.created_at, outputs.id) > (SELECT last.created_at, last.id FROM outputs AS last
                WHERE last.team_id = $1 AND last.id = $2))
        ORDER BY outputs.created_at, outputs.id LIMIT $3
        """
    package var parameters: [any SQLValue] { [team, after, limit] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(output: try columns.next(), version: try columns.next())
    }
}

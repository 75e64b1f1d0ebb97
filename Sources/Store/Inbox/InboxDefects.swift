import Domain

/// The templates in whose approved outputs a defect was confirmed that no version in use answers, the most first.
package struct InboxDefects: Query {
    package typealias Row = (template: String, count: Int, oldestAt: Timestamp)
    package let team: String
    /// The author of the current version; empty for every one.
    package let author: String
    package let limit: Int

    package init(team: String, author: String, limit: Int) {
        self.team = team
        self.author = author
        self.limit = limit
    }

    package static let sql = """
        SELECT findings.template, count(*), min(findings.created_at)
        FROM findings JOIN template_versions current
            ON current.team_id = $1 AND current.template = findings.template AND current.is_current
        WHERE findings.team_id = $1 AND confirmed_at IS NOT NULL AND cause IN ('template', 'context', 'input', 'tool')
            AND answered_by IS NULL AND ($2 = '' OR current.author_id = $2)
        GROUP BY findings.template ORDER BY 2 DESC, findings.template LIMIT $3
        """
    package var parameters: [any SQLValue] { [team, author, limit] }
    package static func row(_ columns: inout Columns) throws -> Row {
        (try columns.next(), try columns.next(), try columns.next())
    }
}

import Domain

/// The current versions that were published lately, in the place of another, and were dispatched often enough to tell something;
/// the newest first.
package struct RecentRevisions: Query {
    /// The fallback is what to go back to: the version before, or the latest of the earlier ones that is not deprecated.
    package typealias Row = (template: String, before: Int, after: Int, fallback: Int?)
    package let team: String
    /// Only of this author; empty: of all.
    package let author: String
    package let days: Int
    /// How many runs are enough.
    package let runs: Int
    package let limit: Int

    package init(team: String, author: String, days: Int, runs: Int, limit: Int) {
        self.team = team
        self.author = author
        self.days = days
        self.runs = runs
        self.limit = limit
    }

    package static let sql = """
        SELECT current.template, current.replaces, current.number,
            (SELECT number FROM template_versions earlier
                WHERE earlier.team_id = $1 AND earlier.template = current.template AND earlier.state = 'published'
                    AND (number = current.replaces OR number < current.number)
                ORDER BY number = current.replaces DESC, number DESC LIMIT 1)
        FROM template_versions current
        WHERE current.replaces IS NOT NULL AND current.team_id = $1 AND current.is_current AND current.state = 'published'
            AND current.published_at > statement_timestamp() - make_interval(days => $3)
            AND ($2 = '' OR current.author_id = $2)
            AND (SELECT count(*) FROM (
                SELECT FROM \(NewestRuns.sql(template: "current.template", version: "current.number")) AS runs LIMIT $4)
                enough) = $4
        ORDER BY current.published_at DESC, current.template LIMIT $5
        """
    package var parameters: [any SQLValue] { [team, author, days, runs, limit] }
    package static func row(_ columns: inout Columns) throws -> Row {
        (try columns.next(), try columns.next(), try columns.next(), try columns.next())
    }
}

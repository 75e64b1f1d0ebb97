import Domain

/// The versions that are dispatched now, as current or because they are pinned, that were published lately, in the place of another,
/// and were dispatched often enough to tell something; the newest first. What a pin of the team keeps out is none of them.
package struct RecentRevisions: Query {
    /// The fallback is what to go back to: the version before, or the latest of the earlier ones that is not deprecated.
    /// What is pinned says by which project; empty: by the team.
    package typealias Row = (template: String, before: Int, after: Int, fallback: Int?, pin: String?)
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
        SELECT used.template, used.replaces, used.number,
            (SELECT number FROM template_versions earlier
                WHERE earlier.team_id = $1 AND earlier.template = used.template AND earlier.state = 'published'
                    AND (number = used.replaces OR number < used.number)
                ORDER BY number = used.replaces DESC, number DESC LIMIT 1),
            CASE WHEN NOT coalesce(used.number = team_pin, used.is_current) THEN pin.project
                WHEN team_pin IS NOT NULL THEN '' END
        FROM template_versions used CROSS JOIN LATERAL (SELECT \(TemplateRow.pin(of: "used.template")) AS team_pin) team
            LEFT JOIN LATERAL (SELECT project FROM (SELECT DISTINCT ON (project) project, number FROM template_labels
                    WHERE team_id = $1 AND template_labels.template = used.template AND label = 'pinned'
                        AND approved_at IS NOT NULL ORDER BY project, move DESC) newest
                WHERE newest.number = used.number ORDER BY project LIMIT 1) pin ON true
        WHERE used.replaces IS NOT NULL AND used.team_id = $1 AND used.state = 'published'
            AND (coalesce(used.number = team_pin, used.is_current) OR pin.project IS NOT NULL)
            AND used.published_at > clock_timestamp() - make_interval(days => $3)
            AND ($2 = '' OR used.author_id = $2)
            AND (SELECT count(*) FROM (
                SELECT FROM \(NewestRuns.sql(template: "used.template", version: "used.number")) AS runs LIMIT $4)
                enough) = $4
        ORDER BY used.published_at DESC, used.template LIMIT $5
        """
    package var parameters: [any SQLValue] { [team, author, days, runs, limit] }
    package static func row(_ columns: inout Columns) throws -> Row {
        (try columns.next(), try columns.next(), try columns.next(), try columns.next(), try columns.next())
    }
}

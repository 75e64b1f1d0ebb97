import Domain

/// The versions that are dispatched now, as current or because they are pinned, that were published lately, in the place of another,
/// and were dispatched often enough to tell something; the newest first, of the team's newest thousand. What a pin of the team
/// keeps out is none of them.
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
        WITH pins AS (SELECT DISTINCT ON (template, project) template, project, number FROM template_labels
                WHERE team_id = $1 AND label = 'pinned' AND approved_at IS NOT NULL ORDER BY template, project, move DESC),
            current AS (SELECT template, number, NULL AS pin FROM template_versions
                WHERE team_id = $1 AND is_current AND ($2 = '' OR author_id = $2)
                    AND published_at > statement_timestamp() - make_interval(days => $3)
                    AND template NOT IN (SELECT template FROM pins WHERE project = '' AND number IS NOT NULL)
                ORDER BY published_at DESC LIMIT 1000),
            dispatched AS (SELECT DISTINCT ON (template, number) template, number, pin
                FROM (SELECT * FROM current UNION ALL SELECT template, number, project FROM pins) ways
                ORDER BY template, number, pin NULLS FIRST)
        SELECT template, used.replaces, number,
            (SELECT number FROM template_versions earlier
                WHERE earlier.team_id = $1 AND earlier.template = used.template AND earlier.state = 'published'
                    AND (earlier.number = used.replaces OR earlier.number < used.number)
                ORDER BY earlier.number = used.replaces DESC, earlier.number DESC LIMIT 1), pin
        FROM dispatched JOIN template_versions used USING (template, number)
        WHERE used.replaces IS NOT NULL AND used.team_id = $1 AND used.state = 'published'
            AND used.published_at > statement_timestamp() - make_interval(days => $3)
            AND ($2 = '' OR used.author_id = $2)
            AND (SELECT count(*) FROM (
                SELECT FROM \(NewestRuns.sql(template: "used.template", version: "used.number")) AS runs LIMIT $4)
                enough) = $4
        ORDER BY used.published_at DESC, template LIMIT $5
        """
    package var parameters: [any SQLValue] { [team, author, days, runs, limit] }
    package static func row(_ columns: inout Columns) throws -> Row {
        (try columns.next(), try columns.next(), try columns.next(), try columns.next(), try columns.next())
    }
}

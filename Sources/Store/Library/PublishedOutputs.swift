/// What the published templates of a team make: each path, and each kind as `kind:document`.
package struct PublishedOutputs: Query {
    package typealias Row = String
    package let team: String

    package init(team: String) { self.team = team }

    package static let sql = """
        WITH current AS (
            SELECT DISTINCT ON (template) definition FROM template_versions
            WHERE team_id = $1 AND state = 'published' ORDER BY template, number DESC),
        outputs AS (SELECT jsonb_array_elements(definition -> 'outputs') AS output FROM current)
        SELECT output ->> 'path' FROM outputs UNION SELECT 'kind:' || (output ->> 'kind') FROM outputs ORDER BY 1
        """
    package var parameters: [any SQLValue] { [team] }
}

import Domain

/// Everything that has changed what a dispatch takes which names neither a version nor a project, in the order in which
/// it happened: publications, rollbacks, pins of the whole team, deprecations.
package struct LibraryChanges: Query {
    package enum Kind: String, SQLScalar, Sendable {
        case published, rolledBack, pinned, deprecated
    }

    package struct Row: Hashable, Sendable {
        package let kind: Kind
        package let template: String
        /// Nil: the pin is gone.
        package let number: Int?
        package let area: String?
        package let digest: Digest?
        package let at: Timestamp
    }

    package let team: String

    package init(team: String) { self.team = team }

    package static let sql = """
        WITH changes AS (
            SELECT 'published' AS kind, template, number, published_at AS at FROM template_versions
                WHERE team_id = $1 AND published_at IS NOT NULL
            UNION ALL SELECT 'deprecated', template, number, deprecated_at FROM template_versions
                WHERE team_id = $1 AND deprecated_at IS NOT NULL
            UNION ALL SELECT CASE label WHEN 'current' THEN 'rolledBack' ELSE 'pinned' END, template, number, approved_at
                FROM template_labels
                WHERE team_id = $1 AND label IN ('current', 'pinned') AND project = '' AND approved_at IS NOT NULL)
        SELECT kind, changes.template, changes.number, area, digest, changes.at FROM changes
            LEFT JOIN template_versions AS versions ON versions.team_id = $1 AND versions.template = changes.template
                AND versions.number = changes.number
        ORDER BY changes.at, changes.template, changes.number, kind
        """
    package var parameters: [any SQLValue] { [team] }

    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            kind: try columns.next(), template: try columns.next(), number: try columns.next(),
            area: try columns.next(), digest: try columns.next(), at: try columns.next())
    }
}

import Domain

/// The versions of a team's templates in which these words stand, the best first; only those that a dispatch takes unless
/// `everyVersion`.
package struct SearchTemplates: Query {
    package struct Row: Sendable {
        package let template: String
        package let number: Int
        package let state: TemplateVersionState
        package let isCurrent: Bool
        /// For the whole team.
        package let isPinned: Bool
        package let area: String
        package let useCase: String
        package let description: String
        package let looksAlike: Bool
    }

    package let team: String
    package let text: String
    package let useCase: String?
    package let kind: OutputKind?
    package let area: String?
    package let everyVersion: Bool
    package let limit: Int

    package init(
        team: String, text: String, useCase: String?, kind: OutputKind?, area: String?, everyVersion: Bool, limit: Int
    ) {
        self.team = team
        self.text = text
        self.useCase = useCase
        self.kind = kind
        self.area = area
        self.everyVersion = everyVersion
        self.limit = limit
    }

    package static let sql = """
        SELECT hits.template, hits.number, state, is_current,
            coalesce(label_target($1, hits.template, 'pinned', '') = hits.number, false), area,
            coalesce(definition ->> 'useCase', ''), description, looks_alike
        FROM search_templates($2, $3, $4, $5, $6, $7) WITH ORDINALITY AS hits (template, number, looks_alike, place)
            JOIN template_versions versions ON team_id = $1 AND versions.template = hits.template
                AND versions.number = hits.number
        ORDER BY place
        """
    package var parameters: [any SQLValue] { [team, text, useCase, kind?.rawValue, area, everyVersion, limit] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            template: try columns.next(), number: try columns.next(), state: try columns.next(),
            isCurrent: try columns.next(), isPinned: try columns.next(), area: try columns.next(),
            useCase: try columns.next(),
            description: try columns.next(), looksAlike: try columns.next())
    }
}

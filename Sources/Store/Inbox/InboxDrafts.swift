/// The drafts that this person may publish: of somebody else, the newest version, nothing missing, of the last seven days.
/// The oldest first.
package struct InboxDrafts: Query {
    package let team: String
    package let person: String
    package let limit: Int

    package init(team: String, person: String, limit: Int) {
        self.team = team
        self.person = person
        self.limit = limit
    }

    package static let sql = """
        SELECT \(TemplateVersionRow.columns)
        WHERE team_id = $1 AND state = 'draft' AND NOT definition ? 'missing' AND author_id <> $2
            AND template_versions.created_at > now() - interval '7 days'
            AND NOT EXISTS (SELECT FROM template_versions newer WHERE newer.team_id = $1
                AND newer.template = template_versions.template AND newer.number > template_versions.number)
        ORDER BY template_versions.created_at, template LIMIT $3
        """
    package var parameters: [any SQLValue] { [team, person, limit] }
    package static func row(_ columns: inout Columns) throws -> TemplateVersionRow { try TemplateVersionRow(&columns) }
}

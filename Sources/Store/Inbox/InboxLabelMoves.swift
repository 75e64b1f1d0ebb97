import Domain

/// The moves of labels that somebody else has proposed and that can still be approved, the oldest first; none to a version that is
/// deprecated.
package struct InboxLabelMoves: Query {
    package struct Row: Sendable {
        package let template: String
        package let move: TemplateLabelRow
    }

    package let team: String
    package let person: String
    package let limit: Int

    package init(team: String, person: String, limit: Int) {
        self.team = team
        self.person = person
        self.limit = limit
    }

    package static let sql = """
        SELECT template, \(TemplateLabelRow.columns)
        WHERE team_id = $1 AND approved_at IS NULL AND proposed_by <> $2 AND proposed_at > now() - interval '7 days'
            AND NOT EXISTS (SELECT FROM template_labels newer WHERE newer.team_id = $1
                AND newer.template = template_labels.template AND newer.label = template_labels.label
                AND newer.project = template_labels.project AND newer.move > template_labels.move)
            AND label_proposal_counts(template_labels) AND NOT \(TemplateLabelRow.isDeprecated)
        ORDER BY proposed_at, template, label, project LIMIT $3
        """
    package var parameters: [any SQLValue] { [team, person, limit] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(template: try columns.next(), move: try TemplateLabelRow(&columns))
    }
}

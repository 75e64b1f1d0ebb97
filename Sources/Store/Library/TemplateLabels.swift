import Domain

/// The latest approved move of a label, or the latest that waits for a second person.
package struct TemplateLabelRow: Sendable {
    package let label: String
    /// Of a pin: empty is the whole team's.
    package let project: String
    package let move: Int
    /// Nil: it goes away.
    package let number: Int?
    package let reason: String
    package let proposerID: String
    /// Logins.
    package let proposedBy: String
    package let approvedBy: String?
    package let proposedAt: Timestamp
    package let approvedAt: Timestamp?
    /// Whether a proposal can still be approved.
    package let isOpen: Bool
    /// Whether the version is not dispatched any more.
    package let isDeprecated: Bool

    init(_ columns: inout Columns) throws {
        label = try columns.next()
        project = try columns.next()
        move = try columns.next()
        number = try columns.next()
        reason = try columns.next()
        proposerID = try columns.next()
        proposedBy = try columns.next()
        approvedBy = try columns.next()
        proposedAt = try columns.next()
        approvedAt = try columns.next()
        isOpen = try columns.next()
        isDeprecated = try columns.next()
    }

    static let isDeprecated = """
        EXISTS (SELECT FROM template_versions version WHERE version.team_id = template_labels.team_id
            AND version.template = template_labels.template AND version.number = template_labels.number
            AND version.state = 'deprecated')
        """

    static let columns = """
        label, project, move, number, reason, proposed_by, proposer.login, approver.login, proposed_at, approved_at,
            label_proposal_counts(template_labels), \(isDeprecated)
        FROM template_labels JOIN persons proposer ON proposer.id = proposed_by
            LEFT JOIN persons approver ON approver.id = approved_by
        """
}

/// Where every label of a template stands and what is proposed: at most two rows for each label.
package struct TemplateLabels: Query {
    package let team: String
    package let template: String

    package init(team: String, template: String) {
        self.team = team
        self.template = template
    }

    package static let sql = """
        SELECT DISTINCT ON (label, project, approved_at IS NULL) \(TemplateLabelRow.columns)
        WHERE team_id = $1 AND template = $2 ORDER BY label, project, approved_at IS NULL, move DESC
        """
    package var parameters: [any SQLValue] { [team, template] }
    package static func row(_ columns: inout Columns) throws -> TemplateLabelRow { try TemplateLabelRow(&columns) }
}

package struct InsertTemplateLabel: Command {
    package let team: String
    package let template: String
    package let label: String
    package let project: String
    package let move: Int
    package let number: Int?
    package let reason: String
    package let proposer: String

    package init(
        team: String, template: String, label: String, project: String, move: Int, number: Int?, reason: String,
        proposer: String
    ) {
        self.team = team
        self.template = template
        self.label = label
        self.project = project
        self.move = move
        self.number = number
        self.reason = reason
        self.proposer = proposer
    }

    package static let sql = """
        INSERT INTO template_labels (team_id, template, label, project, move, number, reason, proposed_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """
    package var parameters: [any SQLValue] { [team, template, label, project, move, number, reason, proposer] }
}

/// The database reads the clock, and refuses a proposal that is over.
package struct ApproveTemplateLabel: Command {
    package let team: String
    package let template: String
    package let label: String
    package let project: String
    package let move: Int
    package let approver: String

    package init(team: String, template: String, label: String, project: String, move: Int, approver: String) {
        self.team = team
        self.template = template
        self.label = label
        self.project = project
        self.move = move
        self.approver = approver
    }

    package static let sql = """
        UPDATE template_labels SET approved_by = $6, approved_at = clock_timestamp()
        WHERE team_id = $1 AND template = $2 AND label = $3 AND project = $4 AND move = $5 AND approved_at IS NULL
        """
    package var parameters: [any SQLValue] { [team, template, label, project, move, approver] }
}

package struct LabelledTemplateVersion: Query {
    let team: String
    let template: String
    let label: String

    package static let sql = """
        SELECT \(TemplateVersionRow.columns) WHERE team_id = $1 AND template = $2 AND number =
            (SELECT labels.number FROM template_labels labels WHERE labels.team_id = $1 AND labels.template = $2
                AND label = $3 AND project = '' AND approved_at IS NOT NULL ORDER BY move DESC LIMIT 1)
        """
    package var parameters: [any SQLValue] { [team, template, label] }
    package static func row(_ columns: inout Columns) throws -> TemplateVersionRow { try TemplateVersionRow(&columns) }
}

package struct DispatchedTemplateVersion: Query {
    let team: String
    let template: String
    let project: String

    package static let sql = """
        SELECT \(TemplateVersionRow.columns) WHERE team_id = $1 AND template = $2 AND number = (SELECT coalesce(
            (SELECT pin.number FROM template_labels pin WHERE pin.team_id = $1 AND pin.template = $2
                AND label = 'pinned' AND project = $3 AND approved_at IS NOT NULL ORDER BY move DESC LIMIT 1),
            (SELECT pin.number FROM template_labels pin WHERE pin.team_id = $1 AND pin.template = $2
                AND label = 'pinned' AND project = '' AND approved_at IS NOT NULL ORDER BY move DESC LIMIT 1),
            (SELECT current.number FROM template_versions current
                WHERE current.team_id = $1 AND current.template = $2 AND current.is_current)))
        """
    package var parameters: [any SQLValue] { [team, template, project] }
    package static func row(_ columns: inout Columns) throws -> TemplateVersionRow { try TemplateVersionRow(&columns) }
}

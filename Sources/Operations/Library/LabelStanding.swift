import API
import Domain
import Store

/// Where a label stands, and what is proposed.
struct LabelStanding {
    let label: String
    let project: String
    private let approved: TemplateLabelRow?
    private let proposed: TemplateLabelRow?

    var number: Int? { approved?.number }
    var lastMove: Int { max(approved?.move ?? 0, proposed?.move ?? 0) }

    /// The newest move, if a second person can still approve it.
    var open: TemplateLabelRow? { proposed.flatMap { $0.isOpen && $0.move == lastMove ? $0 : nil } }

    /// Whether it keeps dispatches to a version.
    var isPin: Bool { label == TemplateLabel.pinned && number != nil }

    /// Every label of a template, by name and project.
    static func load(_ tx: Transaction, _ team: TeamContext, _ name: String) throws -> [LabelStanding] {
        var standings: [LabelStanding] = []
        for row in try tx.all(TemplateLabels(team: team.id, template: name)) {
            let last = standings.last.flatMap { $0.label == row.label && $0.project == row.project ? $0 : nil }
            if last != nil { standings.removeLast() }
            standings.append(
                LabelStanding(
                    label: row.label, project: row.project, approved: row.approvedAt == nil ? last?.approved : row,
                    proposed: row.approvedAt == nil ? row : last?.proposed))
        }
        return standings
    }

    var view: LabelView {
        LabelView(
            label: label, project: project.isEmpty ? nil : project, version: number,
            isDeprecated: approved?.isDeprecated == true, proposedBy: approved?.proposedBy,
            approvedBy: approved?.approvedBy, movedAt: approved?.approvedAt,
            proposal: open.map(LabelProposal.init))
    }
}

extension LabelProposal {
    init(_ row: TemplateLabelRow) {
        self.init(
            version: row.number, reason: row.reason, by: row.proposedBy, at: row.proposedAt,
            isDeprecated: row.isDeprecated)
    }
}

import API
import Domain
import Store

/// Where a label stands, and what is proposed.
struct LabelStanding {
    let label: String
    let project: String
    private let approved: TemplateLabelRow?
    private let proposed: TemplateLabelRow?
    /// Of `current`: published since its last move.
    private var published: TemplateVersionRow?

    var number: Int? { published?.number ?? approved?.number }
    var lastMove: Int { max(approved?.move ?? 0, proposed?.move ?? 0) }

    /// The newest move, if a second person can still approve it.
    var open: TemplateLabelRow? { proposed.flatMap { $0.isOpen && $0.move == lastMove ? $0 : nil } }

    /// Whether it keeps dispatches to a version.
    var isPin: Bool { label == TemplateLabel.pinned && number != nil }

    private init(
        _ label: String, _ project: String, approved: TemplateLabelRow? = nil, proposed: TemplateLabelRow? = nil
    ) {
        (self.label, self.project, self.approved, self.proposed) = (label, project, approved, proposed)
    }

    /// Every label of a template, by name and project: `current` first, where publication or a rollback has put it.
    static func all(_ tx: Transaction, _ team: TeamContext, _ name: String) throws -> [LabelStanding] {
        var standings = try load(tx, team, name)
        let moved = standings.firstIndex { $0.label == TemplateLabel.current }.map { standings.remove(at: $0) }
        var current = moved ?? LabelStanding(TemplateLabel.current, "")
        let row = try tx.templateVersion(team: team.id, template: name, .current)
        if row?.number != current.number { current.published = row }
        return [current] + standings
    }

    /// Every label that was ever moved or is to be, by name and project: `current` where its last move has put it.
    static func load(_ tx: Transaction, _ team: TeamContext, _ name: String) throws -> [LabelStanding] {
        var standings: [LabelStanding] = []
        for row in try tx.all(TemplateLabels(team: team.id, template: name)) {
            let last = standings.last.flatMap { $0.label == row.label && $0.project == row.project ? $0 : nil }
            if last != nil { standings.removeLast() }
            standings.append(
                LabelStanding(
                    row.label, row.project, approved: row.approvedAt == nil ? last?.approved : row,
                    proposed: row.approvedAt == nil ? row : last?.proposed))
        }
        return standings
    }

    var view: LabelView {
        LabelView(
            label: label, project: project.isEmpty ? nil : project, version: number,
            isDeprecated: published.map { $0.state == .deprecated } ?? (approved?.isDeprecated == true),
            proposedBy: published?.author ?? approved?.proposedBy,
            approvedBy: published?.publishedBy ?? approved?.approvedBy,
            movedAt: published?.publishedAt ?? approved?.approvedAt,
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

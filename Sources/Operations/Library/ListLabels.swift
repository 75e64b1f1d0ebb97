import API
import Domain
import Store

/// The labels of a template: where each stands, and what is proposed. `current` stands where publication or a rollback
/// has put it.
package enum ListLabels {
    package static func run(_ team: TeamContext, _ name: String) throws -> Page<LabelView> {
        try team.read { tx in
            guard try tx.templateVersion(team: team.id, template: name, .latest) != nil else {
                throw try Failure.missingTemplate(name, tx, team)
            }
            let standings = try LabelStanding.load(tx, team, name)
            var current =
                standings.first { $0.label == TemplateLabel.current }?.view ?? LabelView(label: TemplateLabel.current)
            let row = try tx.templateVersion(team: team.id, template: name, .current)
            // Published since the last rollback.
            if current.version != row?.number {
                (current.version, current.movedAt) = (row?.number, row?.publishedAt)
                current.isDeprecated = row?.state == .deprecated
                (current.proposedBy, current.approvedBy) = (row?.author, row?.publishedBy)
            }
            let others = standings.filter { $0.label != TemplateLabel.current }.map(\.view)
            return Page(items: [current] + others.filter { $0.version != nil || $0.proposal != nil })
        }
    }
}

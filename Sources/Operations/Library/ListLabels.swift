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
            let views = try LabelStanding.all(tx, team, name).map(\.view)
            return Page(
                items: views.filter { $0.label == TemplateLabel.current || $0.version != nil || $0.proposal != nil })
        }
    }
}

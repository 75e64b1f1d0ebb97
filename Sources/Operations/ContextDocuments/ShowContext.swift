import API
import Domain
import Store

/// The documents that a run inherits, layer by layer: the organisation's too.
package enum ShowContext {
    package static func run(_ team: TeamContext, project: String?) throws -> Page<ContextView> {
        if let project { try ProjectName.check(project) }
        let rows = try team.read { try $0.all(EffectiveDocuments(team: team.id, project: project ?? "")) }
        return Page(items: rows.map(ContextView.init))
    }
}

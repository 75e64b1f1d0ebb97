import API
import Domain
import Store

/// Every version of a document, newest first.
package enum ShowContextHistory {
    package static func run(_ team: TeamContext, layer: String, project: String?) throws -> Page<ContextSummary> {
        let place = try ContextPlace(team, layer: layer, project: project)
        let rows = try team.read { try $0.all(place.versions) }
        return Page(items: rows.map(ContextSummary.init))
    }
}

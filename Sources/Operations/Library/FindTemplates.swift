import API
import Domain
import Store

/// Searches a team's library, the best first.
package enum FindTemplates {
    package static let limitCharacters = 200

    package static func run(
        _ team: TeamContext, text: String, useCase: String?, kind: OutputKind?, area: String?, everyVersion: Bool,
        _ page: PageRequest
    ) throws -> Page<TemplateHit> {
        guard (1...limitCharacters).contains(text.unicodeScalars.count), !text.unicodeScalars.contains("\0") else {
            throw Failure(.badRequest, "text: 1 to \(limitCharacters) characters to search for")
        }
        let rows = try team.read { tx in
            try tx.all(
                SearchTemplates(
                    team: team.id, text: text, useCase: useCase, kind: kind, area: area, everyVersion: everyVersion,
                    limit: page.limit))
        }
        return Page(
            items: rows.map {
                TemplateHit(
                    name: $0.template, number: $0.number, state: $0.state, isCurrent: $0.isCurrent, area: $0.area,
                    useCase: $0.useCase, description: $0.description)
            })
    }
}

import API
import Domain
import Store

/// Searches a team's library, the best first.
package enum FindTemplates {
    package static func run(
        _ team: TeamContext, text: String, useCase: String?, kind: OutputKind?, area: String?, everyVersion: Bool,
        _ page: PageRequest
    ) throws -> Page<TemplateHit> {
        guard (1...TemplateHit.textLimit).contains(text.unicodeScalars.count), !text.unicodeScalars.contains("\0")
        else {
            throw Failure(.badRequest, "text: 1 to \(TemplateHit.textLimit) characters to search for")
        }
        let offset = try page.offset()
        let rows = try team.read { tx in
            try tx.all(
                SearchTemplates(
                    team: team.id, text: text, useCase: useCase, kind: kind, area: area, everyVersion: everyVersion,
                    limit: offset + page.limit + 1))
        }
        return page.page(Array(rows.enumerated().dropFirst(offset)), key: { [String($0.offset + 1)] }) { _, row in
            TemplateHit(
                name: row.template, number: row.number, state: row.state, isCurrent: row.isCurrent,
                isPinned: row.isPinned,
                area: row.area, useCase: row.useCase, description: row.description, looksAlike: row.looksAlike)
        }
    }
}

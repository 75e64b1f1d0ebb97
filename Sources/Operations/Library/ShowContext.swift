import API
import Domain
import Store

/// The newest documents that a run inherits, layer by layer: the organisation's too.
package enum ShowContext {
    package static func run(_ team: TeamContext, project: String?) throws -> Page<ContextView> {
        let rows = try team.read { tx in
            try tx.all(EffectiveDocuments(team: team.id, project: project ?? ""))
        }
        return Page(items: rows.map(ContextView.init))
    }
}

extension ContextView {
    init(_ row: ContextDocumentRow) {
        self.init(
            layer: row.layer, project: row.project, number: row.number, digest: row.digest, author: row.author,
            createdAt: row.createdAt, text: row.text)
    }
}

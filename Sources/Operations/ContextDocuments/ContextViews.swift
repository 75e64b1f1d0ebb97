import API
import Domain
import Store

extension ContextSummary {
    init(_ row: ContextVersionRow) {
        self.init(
            layer: row.layer, project: row.project, number: row.number, state: row.state, digest: row.digest,
            note: row.note, author: row.author, createdAt: row.createdAt, decidedBy: row.decidedBy,
            decidedAt: row.decidedAt, confirmedBy: row.confirmedBy, confirmedAt: row.confirmedAt,
            isBlank: row.isBlank ? true : nil)
    }
}

extension ContextView {
    init(_ row: ContextDocumentRow) {
        self.init(summary: ContextSummary(row.version), text: row.text, sources: row.sources)
    }
}

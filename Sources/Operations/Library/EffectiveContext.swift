import Domain
import Store

/// What every run of a team inherits: the newest documents of organisation, team and project, in this order.
package enum EffectiveContext {
    /// Blank documents say nothing and are left out.
    /// - Parameter project: nil or empty: without a project's layer.
    package static func load(
        _ tx: Transaction, _ team: TeamContext, project: String? = nil
    ) throws -> [ContextDocument] {
        try tx.all(EffectiveDocuments(team: team.id, project: project ?? ""))
            .filter { $0.text.contains { !$0.isWhitespace } }
            .map { row in
                ContextDocument(
                    layer: row.layer, name: name(row, team), version: row.number, digest: row.digest, text: row.text)
            }
    }

    private static func name(_ row: ContextDocumentRow, _ team: TeamContext) -> String {
        switch row.layer {
        case .organisation: TeamContext.installationName
        case .team: team.name
        case .project: row.project
        }
    }
}

import Decisions
import Domain
import Store

/// What every run of a team inherits: what is in force of organisation, team and project, in this order.
package enum EffectiveContext {
    /// Blank documents say nothing and are left out.
    /// - Parameter project: nil or empty: without a project's layer.
    package static func load(
        _ tx: Transaction, _ team: TeamContext, project: String? = nil
    ) throws -> [ContextDocument] {
        try tx.all(EffectiveDocuments(team: team.id, project: project ?? "")).filter(\.saysSomething)
            .map { $0.document(for: team) }
    }

    /// What the size of these texts, which a run inherits together, means for it; nil within the budget. Throws
    /// `context_over_budget` where nothing would be dispatched.
    static func sizeNotice(_ texts: [String], _ team: TeamContext, refusing: Bool = true) throws -> String? {
        let budget = ContextBudget(tokens: team.services.limits.contextTokens)
        let size = TextSize.sum(texts.map { TextSize($0) })
        let notice = budget.notice(of: size)
        if refusing, budget.refuses(size), let notice { throw Failure(.contextOverBudget, notice) }
        return notice
    }
}

extension ContextDocumentRow {
    var saysSomething: Bool { text.contains { !$0.isWhitespace } }

    func document(for team: TeamContext) -> ContextDocument {
        let name =
            switch version.layer {
            case .organisation: TeamContext.installationName
            case .team: team.name
            case .project: version.project
            }
        return ContextDocument(
            layer: version.layer, name: name, version: version.number, digest: version.digest, text: text)
    }
}

import API
import Decisions
import Domain
import Store

/// What a run of a template is told, with the origin of every line: what is in force of organisation, team and project, then
/// the template's own instruction.
package enum ShowEffectiveContext {
    /// - Parameter version: a number or a label, a draft too; nil: what a dispatch takes.
    package static func run(
        _ team: TeamContext, template name: String, version: String? = nil, project: String?
    ) throws -> EffectiveContextView {
        if let project { try ProjectName.check(project) }
        let (rows, documents, template, doubt) = try team.read { tx in
            let rows = try tx.all(EffectiveDocuments(team: team.id, project: project ?? "")).filter(\.saysSomething)
            let documents = rows.map { $0.document(for: team) }
            let template = try ChosenTemplate.load(
                tx, team, name, version: version.flatMap { Int($0) },
                label: version.flatMap { Int($0) == nil ? $0 : nil }, project: project,
                for: version == nil ? .dispatch : .preview)
            return (rows, documents, template, try ListContext.doubt(project, among: documents, tx, team))
        }
        let budget = ContextBudget(tokens: team.services.limits.contextTokens)
        let size = TextSize.sum(documents.map { TextSize($0.text) })
        let notices = [budget.notice(of: size), doubt].compactMap { $0 }
        return EffectiveContextView(
            parts: documents.map(part), template: part(template),
            lines: zip(rows, documents).flatMap(lines) + lines(template),
            size: size, budgetTokens: budget.tokens, notice: notices.isEmpty ? nil : notices.joined(separator: "; "))
    }

    private static func part(_ document: ContextDocument) -> EffectivePartView {
        EffectivePartView(
            name: "\(document.layer.rawValue)/\(document.name)@\(document.version)", digest: document.digest,
            size: TextSize(document.text))
    }

    private static func part(_ template: ChosenTemplate) -> EffectivePartView {
        EffectivePartView(
            name: "template/\(template.template.name)@\(template.number)", digest: template.digest,
            size: TextSize(template.template.instruction))
    }

    private static func lines(_ row: ContextDocumentRow, _ document: ContextDocument) -> [EffectiveLineView] {
        ContextLines.of(document.text).enumerated().map { index, text in
            let origin = BriefOrigin.context(
                document.layer, name: document.name, version: document.version, line: index + 1)
            return EffectiveLineView(
                text: text, origin: origin.description, source: row.sources.place(ofLine: index + 1))
        }
    }

    private static func lines(_ chosen: ChosenTemplate) -> [EffectiveLineView] {
        let template = chosen.template
        let file = "\(template.name)@\(chosen.number)/SKILL.md"
        let first = template.lines["SKILL.md"] ?? 1
        return ContextLines.of(template.instruction).enumerated().map { index, text in
            EffectiveLineView(text: text, origin: BriefOrigin.template(file: file, line: first + index).description)
        }
    }
}

import API
import Decisions
import Domain
import Store

extension TemplateVersionSummary {
    init(_ row: TemplateVersionRow) {
        self.init(
            name: row.template, number: row.number, state: row.state, digest: row.digest, author: row.author,
            createdAt: row.createdAt, publishedBy: row.publishedBy, publishedAt: row.publishedAt, note: row.note,
            isCurrent: row.isCurrent, deprecation: row.deprecatedBy.map { "\(row.deprecation) (\($0))" },
            instead: row.instead.isEmpty ? nil : row.instead)
    }
}

extension TemplateVersionView {
    /// A version with its files and what lint says about it, the policy in force at hand.
    static func load(
        _ tx: Transaction, _ team: TeamContext, _ name: String, _ choice: TemplateVersionChoice
    ) throws -> TemplateVersionView {
        guard let row = try tx.templateVersion(team: team.id, template: name, choice) else {
            throw try ChosenTemplate.missing(tx, team, name, choice)
        }
        let definition = try tx.one(TemplateDefinition(team: team.id, template: name, number: row.number))
        let files = try tx.all(TemplateFiles(team: team.id, template: name, number: row.number))
        let template = try TaskTemplate.load(tx, team, name, number: row.number)
        let policy = try CurrentPolicy.loadIfAny(tx, team)?.bundle
        let facts = LintFacts(template: template, policy: policy)
        let remarks = LintRules.remarks(facts)
        let pins = try LabelStanding.load(tx, team, name).filter { $0.isPin }.map(\.view)
        var view = TemplateVersionView(
            summary: TemplateVersionSummary(row), area: row.area, description: row.description,
            definition: try JSON(text: definition),
            files: files.map {
                TemplateFileView(
                    path: $0.path, digest: $0.digest, size: $0.sizeBytes, isExecutable: $0.isExecutable)
            },
            warnings: policy == nil ? [team.noPolicy(for: template)] : [], remarks: remarks,
            advice: DispatchAdvice(facts, remarks: remarks) ?? .mending(remarks))
        view.pins = pins.isEmpty ? nil : pins
        return view
    }
}

extension TeamContext {
    func noPolicy(for template: TaskTemplate) -> Problem {
        let (file, place) = template.place(of: "task.yaml#/use_case")
        return Problem(
            file: file, line: place.line, column: place.column,
            message: "team \(name) has no policy yet, so nothing can be dispatched; an admin enacts one: "
                + "`countersign policy enact FOLDER`")
    }
}

extension Failure {
    /// A template that the team does not have, with the name that was probably meant.
    static func missingTemplate(_ name: String, _ tx: Transaction, _ team: TeamContext) throws -> Failure {
        if let at = name.firstIndex(of: "@") {
            return Failure(
                .notFound,
                "there is no template \(name) here; this takes the name alone, `\(name[..<at])`: a version, where one "
                    + "can be meant, has an option of its own")
        }
        let names = try tx.all(Templates(team: team.id, after: "", limit: 1000)).map(\.name)
        let near = NearestName.of(name, in: names).map { "did you mean \($0)?" }
        return Failure(
            .notFound, "there is no template \(name) here; \(near ?? "`countersign template list` shows what there is")"
        )
    }

    static func missingVersion(_ name: String, _ number: Int) -> Failure {
        Failure(
            .notFound,
            "there is no template \(name) version \(number) here; `countersign template history \(name)` shows what there is"
        )
    }
}

import API
import Domain
import Store

extension TemplateVersionSummary {
    init(_ row: TemplateVersionRow) {
        self.init(
            name: row.template, number: row.number, state: row.state, digest: row.digest, author: row.author,
            createdAt: row.createdAt, publishedBy: row.publishedBy, publishedAt: row.publishedAt, note: row.note)
    }
}

extension TemplateVersionView {
    /// A version with its files, and what keeps the policy in force from admitting it.
    static func load(
        _ tx: Transaction, _ team: TeamContext, _ name: String, _ choice: TemplateVersionChoice
    ) throws -> TemplateVersionView {
        guard let row = try tx.first(TemplateVersion(team: team.id, template: name, choice)) else {
            guard case .number(let number) = choice else { throw Failure.missing("template", name) }
            throw Failure.missing("template", "\(name) version \(number)")
        }
        let definition = try tx.one(TemplateDefinition(team: team.id, template: name, number: row.number))
        let files = try tx.all(TemplateFiles(team: team.id, template: name, number: row.number))
        let template = try TaskTemplate.load(tx, team, name, number: row.number)
        return TemplateVersionView(
            summary: TemplateVersionSummary(row), area: row.area, description: row.description,
            definition: try JSON(text: definition),
            files: files.map {
                TemplateFileView(
                    path: $0.path, digest: $0.digest, size: $0.sizeBytes, isExecutable: $0.isExecutable)
            },
            warnings: try PolicyWarnings.find(tx, team, template))
    }
}

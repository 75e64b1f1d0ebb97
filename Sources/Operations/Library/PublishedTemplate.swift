import Domain
import FoundationEssentials
import Store

/// A version of a template that may be dispatched: published, with its parsed definition and the names of its files.
package struct PublishedTemplate: Sendable {
    package let number: Int
    package let digest: Digest
    package let template: TaskTemplate
    /// By path; their bytes are the team's artifacts (`StoredBytes.load`).
    package let files: [TemplateFiles.Row]

    /// The newest published version unless a number is given. Throws `not_found` for what this team does not have and
    /// `not_published` for drafts.
    package static func load(
        _ tx: Transaction, _ team: TeamContext, _ name: String, version: Int? = nil
    ) throws -> PublishedTemplate {
        let choice = version.map(TemplateVersionChoice.number) ?? .published
        guard let row = try tx.first(TemplateVersion(team: team.id, template: name, choice)) else {
            guard version == nil, try tx.first(TemplateVersion(team: team.id, template: name, .latest)) != nil else {
                throw Failure.missing("template", version.map { "\(name) version \($0)" } ?? name)
            }
            throw notPublished(name, .draft)
        }
        guard row.state == .published else { throw notPublished("\(name) version \(row.number)", row.state) }
        return PublishedTemplate(
            number: row.number, digest: row.digest,
            template: try TaskTemplate.load(tx, team, name, number: row.number),
            files: try tx.all(TemplateFiles(team: team.id, template: name, number: row.number)))
    }

    private static func notPublished(_ name: String, _ state: TemplateVersionState) -> Failure {
        let advice =
            state == .draft
            ? "somebody other than its author publishes it: `countersign template publish`" : "use a newer version"
        return Failure(.notPublished, "template \(name) is \(state.rawValue), not published; \(advice)")
    }
}

extension TaskTemplate {
    /// The parsed template of a version that exists.
    static func load(_ tx: Transaction, _ team: TeamContext, _ name: String, number: Int) throws -> TaskTemplate {
        let text = try tx.one(TemplateDefinition(team: team.id, template: name, number: number))
        return try JSONDecoder().decode(TaskTemplate.self, from: Data(text.utf8))
    }
}

import Domain
import Store

/// A version of a template that may be dispatched: published, with its parsed definition.
package struct PublishedTemplate: Sendable {
    package let number: Int
    package let digest: Digest
    package let template: TaskTemplate

    /// The newest published version unless a number is given. Throws `not_found` for what this team does not have and
    /// `not_published` for drafts.
    package static func load(
        _ tx: Transaction, _ team: TeamContext, _ name: String, version: Int? = nil
    ) throws -> PublishedTemplate {
        let choice = version.map(TemplateVersionChoice.number) ?? .published
        guard let row = try tx.templateVersion(team: team.id, template: name, choice) else {
            guard let latest = try tx.templateVersion(team: team.id, template: name, .latest) else {
                throw try Failure.missingTemplate(name, tx, team)
            }
            if let version { throw Failure.missingVersion(name, version) }
            throw notPublished(latest)
        }
        guard row.state == .published else { throw notPublished(row) }
        return PublishedTemplate(
            number: row.number, digest: row.digest,
            template: try TaskTemplate.load(tx, team, name, number: row.number))
    }

    private static func notPublished(_ row: TemplateVersionRow) -> Failure {
        let advice =
            row.state == .draft
            ? "somebody other than \(row.author) publishes it: "
                + "`countersign template publish \(row.template) --version \(row.number)`" : "use a newer version"
        return Failure(
            .notPublished,
            "template \(row.template) version \(row.number) is \(row.state.rawValue), not published; \(advice)")
    }
}

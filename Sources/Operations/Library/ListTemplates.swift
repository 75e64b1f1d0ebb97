import API
import Domain
import Store

/// A team's templates by name, as their newest versions tell.
package enum ListTemplates {
    package static func run(
        _ team: TeamContext, publishedOnly: Bool = false, _ page: PageRequest
    ) throws -> Page<TemplateView> {
        let (after, limit) = (page.after.first ?? "", page.limit + 1)
        let rows = try team.read { tx in
            publishedOnly
                ? try tx.all(PublishedTemplates(team: team.id, after: after, limit: limit))
                : try tx.all(Templates(team: team.id, after: after, limit: limit))
        }
        return page.page(rows, key: { [$0.name] }) { row in
            TemplateView(
                name: row.name, area: row.area, description: row.description, latest: row.latest,
                published: row.published, isDeprecated: row.isDeprecated, pinned: row.pinned,
                updatedAt: row.updatedAt)
        }
    }
}

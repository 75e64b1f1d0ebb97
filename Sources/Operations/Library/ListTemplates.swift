import API
import Domain
import Store

/// A team's templates by name, as their newest versions tell.
package enum ListTemplates {
    package static func run(_ team: TeamContext, _ page: PageRequest) throws -> Page<TemplateView> {
        let rows = try team.read { tx in
            try tx.all(Templates(team: team.id, after: page.after.first ?? "", limit: page.limit + 1))
        }
        return page.page(rows, key: { [$0.name] }) { row in
            TemplateView(
                name: row.name, area: row.area, description: row.description, latest: row.latest,
                published: row.published, updatedAt: row.updatedAt)
        }
    }
}

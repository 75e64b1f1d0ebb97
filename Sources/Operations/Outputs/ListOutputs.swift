import API
import Domain
import Store

/// The output repository of a team, newest first.
package enum ListOutputs {
    package static func run(_ team: TeamContext, _ page: PageRequest) throws -> Page<OutputSummary> {
        let place = try page.place()
        let rows = try team.read { try $0.all(OutputPage(team: team.id, before: place, limit: page.limit + 1)) }
        return page.page(rows, key: { [$0.createdAt.description, $0.id] }, item: OutputSummary.init)
    }
}

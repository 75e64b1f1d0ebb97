import API
import Domain
import Formats
import Store

/// Holds an OWNERS file against the people of the team and what its templates make.
package enum LintOwners {
    package static func run(_ team: TeamContext, _ request: OwnersLintRequest) throws -> OwnersLintView {
        let bytes = try OwnersText.bytes(request.text)
        let surroundings = try team.read { tx in
            let pool = try ReviewerPool.ofAnyRun(tx, team)
            let made = try tx.all(PublishedOutputs(team: team.id))
            return OwnersLint.Surroundings(
                people: pool.members.map(\.person), free: pool.free, items: made.compactMap { OwnedItem($0) })
        }
        return OwnersLintView(
            errors: OwnersLint.remarks(bytes, path: OwnersText.name(request.source), surroundings: surroundings),
            notice: surroundings.items.isEmpty
                ? "the team has no published template yet; patterns were not compared" : nil)
    }
}

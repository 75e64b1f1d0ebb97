import API
import Domain
import Formats
import Store

/// Holds an OWNERS file against the people of the team and what its templates make.
package enum LintOwners {
    package static func run(_ team: TeamContext, _ request: OwnersLintRequest) throws -> OwnersLintView {
        let bytes = try OwnersText.bytes(request.text)
        let surroundings = try team.read { tx in
            let (people, made) = try tx.all(TeamPeople(team: team.id), PublishedOutputs(team: team.id))
            return OwnersLint.Surroundings(
                people: people.map { PersonFacts(id: $0.id, login: $0.login, roles: Set($0.roles)) },
                items: made.compactMap { OwnedItem($0) })
        }
        return OwnersLintView(
            errors: OwnersLint.remarks(bytes, path: "OWNERS", surroundings: surroundings))
    }
}

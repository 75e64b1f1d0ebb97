import API
import Domain
import Store

/// Takes a proposal back. Its author changes their mind, or an admin (for the organisation: an operator) says no.
package enum WithdrawContext {
    package static func run(
        _ team: TeamContext, layer: String, version number: Int, _ input: ContextChoice
    ) throws -> ContextView {
        let place = try ContextPlace.own(team, layer: layer, project: input.project)
        guard let person = team.personID else { throw Failure(.notHuman, "only a person can withdraw context") }
        return try team.change { change in
            let row = try place.lockProposal(number, change.tx)
            guard row.version.authorID == person || team.roles.contains(.admin) || place.layer == .organisation else {
                throw Failure(
                    .notAllowed,
                    "\(place.title(number)) is withdrawn by \(row.version.author), who wrote it, or an admin")
            }
            try place.decide(number, .withdrawn, by: person, change)
            try change.record("context_withdrawn", "context:\(place.name)", place.facts(row))
            return ContextView(try place.version(number, change.tx))
        }
    }
}

import API
import Domain
import Store

/// A person has read what is in force and says that it is still true.
package enum ConfirmContext {
    package static func run(
        _ team: TeamContext, layer: String, version number: Int, _ input: ContextChoice
    ) throws -> ContextView {
        let place = try ContextPlace.own(team, layer: layer, project: input.project)
        guard let person = team.personID else { throw Failure(.notHuman, "only a person can confirm context") }
        return try team.change { change in
            let row = try place.version(number, change.tx)
            let current = try change.tx.all(place.versions).first { $0.state == .approved }
            guard let current, current.number == number else {
                throw Failure(
                    .wrongState,
                    current.map { "\(place.title(number)) is not in force, version \($0.number) is; read that one" }
                        ?? "nothing of \(place.name) is in force yet")
            }
            try change.tx.run(
                InsertContextConfirmation(
                    team: team.id, layer: place.layer, project: place.project, number: number, confirmedBy: person))
            try change.record("context_confirmed", "context:\(place.name)", place.facts(row))
            return ContextView(try place.version(number, change.tx))
        }
    }
}

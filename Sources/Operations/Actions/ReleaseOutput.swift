import API
import Domain
import Store

/// A person asks for an action on an approved output, such as its release to a git branch.
package enum ReleaseOutput {
    package static func run(_ team: TeamContext, outputID: String, _ input: ReleaseRequest) throws -> ActionView {
        let person = try team.context.person()
        return try team.change { change in
            let tx = change.tx
            let (released, runID) = try ReleaseGate.check(tx, team, outputID)
            let run = try tx.one(RunOfAction(team: team.id, run: runID))
            let situation = try ActionSituation.load(
                tx, team, run, action: input.action, arguments: input.arguments,
                outputs: try ReleaseGate.outputs(tx, team, released), asker: person.id)
            let id = try EnterRequest(
                situation: situation, requestedBy: .person(id: person.id), agent: nil, output: released, claim: ""
            ).run(change)
            return try ActionView.load(tx, team, id)
        }
    }
}

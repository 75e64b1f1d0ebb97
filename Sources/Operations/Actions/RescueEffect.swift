import Domain
import Store

/// An effect whose executor must be over and has not said how it ended: nobody knows whether it happened, so a person
/// finds out. It is never repeated.
package enum RescueEffect {
    package static func run(_ team: TeamContext, id: String) throws {
        try team.change { change in
            let request = try LockedRequest.load(change, id)
            guard request.effect?.state == .started else { return }
            try change.tx.run(
                EndEffect(
                    team: team.id, request: id, state: .indeterminate,
                    result: ["reason": "the executor did not say how it ended; find out by hand whether it happened"]))
            try change.tx.run(MoveActionRequest(team: team.id, id: id, to: .indeterminate))
            try change.record("effect_lost", "action:\(id)", ["run": .string(request.runID)])
            if request.term != nil { try change.settleRun(request.runID) }
        }
    }
}

import Domain
import Store

/// An effect whose executor must be over and has not said how it ended: nobody knows whether it happened, so a person
/// finds out. It is never repeated.
package enum RescueEffect {
    package static func run(_ services: Services, teamID: String, requestID: String) throws {
        let team = TeamContext.system(job: "rescue", teamID: teamID, services: services)
        try team.change { change in
            let request = try LockedRequest.load(change, requestID)
            guard request.effect?.state == .started else { return }
            try change.tx.run(
                EndEffect(
                    team: team.id, request: requestID, state: .indeterminate,
                    result: ["reason": "the executor did not say how it ended; find out by hand whether it happened"]))
            try change.tx.run(MoveActionRequest(team: team.id, id: requestID, to: .indeterminate))
            try change.record("effect_lost", "action:\(requestID)", ["run": .string(request.runID)])
            if request.term != nil { try RunWaiting.settle(change, runID: request.runID) }
        }
    }
}

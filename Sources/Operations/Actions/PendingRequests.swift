import Domain
import Store

/// What becomes of a run's requests when the attempt that made them is over: nothing happens for an agent that is gone.
package enum PendingRequests {
    /// Denies the held requests of the run's agents with the true reason, and stops what was signed or allowed but not
    /// begun. What people asked for on its output stays. The caller holds the run's row.
    package static func withdraw(_ change: Change, runID: String, outcome: DenialReason) throws {
        let team = change.team
        let reason =
            switch outcome {
            case .hostLost: "the host of the run was lost"
            case .withdrawn, .policy, .deniedBy, .timedOut: "the run that asked for it is over"
            }
        for request in try change.tx.all(UnfinishedRequests(team: team.id, run: runID)) {
            guard request.state != .held else {
                try DecideRequest.deny(
                    change, id: request.id, runID: runID, deadline: request.deadline, as: outcome, reason: reason,
                    isAgents: false)
                continue
            }
            try change.tx.run(MoveActionRequest(team: team.id, id: request.id, to: .failed, refusal: reason))
            try change.tx.run(FinishExecution(team: team.id, request: request.id))
            try change.record(
                "action_refused", "action:\(request.id)", ["run": .string(runID), "reason": .string(outcome.rawValue)])
        }
    }
}

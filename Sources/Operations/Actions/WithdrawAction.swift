import API
import Domain
import Store

/// A runner takes back what its agent cannot wait for any longer. From then on nobody can sign it, so an agent that was told
/// no is never surprised by the effect. What was decided meanwhile stands, and is the answer.
package enum WithdrawAction {
    package static func run(_ team: TeamContext, id: String, _ input: WithdrawRequest) throws -> ActionView {
        let reason = try ReasonText.check(input.reason)
        return try team.change { change in
            let seen = try ShowAction.load(change.tx, team, id)
            _ = try HeldLease.lock(change, run: seen.row.runID, attempt: seen.attempt, term: input.term)
            let request = try LockedRequest.load(change, id)
            if request.state == .held {
                try DecideRequest.deny(change, request, as: .withdrawn, reason: reason)
            }
            return try ActionView.load(change.tx, team, id)
        }
    }
}

import API
import Domain
import Store

/// Stops a run. It counts as cancelled at once: nothing can be asked for or submitted any more, whatever its agent is
/// doing. Its runner hears of it with the next heartbeat, stops the agent, sends the last of the transcript under the
/// lease that it still holds, and ends the attempt.
package enum CancelRun {
    package static func run(_ team: TeamContext, id: String, _ request: ReasonRequest) throws -> RunView {
        let reason = try ReasonText.check(request.reason)
        return try team.change { change in
            let run = try change.lockRun(id)
            guard !run.state.isFinished else {
                throw Failure(
                    .wrongState, "run \(id) is \(run.state.rawValue); only a run that goes on can be cancelled")
            }
            try change.tx.run(SetRunState(team: team.id, run: id, state: .cancelled, reason: reason))
            try change.withdrawPending(run: id, outcome: .withdrawn)
            try change.record("run_cancelled", "run:\(id)", ["attempt": .integer(Int64(run.attempt))])
            return try ShowRun.view(change.tx, team, id)
        }
    }
}

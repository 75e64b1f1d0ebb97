import API
import Domain
import Store

/// Sends a completed run back to work on the findings of its reviewers; its next output is a new version.
package enum ReviseRun {
    package static func run(_ team: TeamContext, id: String, _ request: ReasonRequest) throws -> RunView {
        let reason = try ReasonText.check(request.reason)
        return try team.change { change in
            let run = try change.lockRun(id)
            guard run.state != .error else {
                throw Failure(
                    .wrongState,
                    "run \(id) ended in error, which no revision mends: `countersign run show \(id)` has its reason and the "
                        + "command that dispatches it again")
            }
            let output = try change.tx.first(OutputOfRun(team: team.id, run: id))
            guard run.state == .completed, let output, output.reviewState == .changesRequested else {
                let state = output.map { "\(run.state.rawValue), its output \($0.reviewState.rawValue)" }
                throw Failure(
                    .wrongState,
                    "run \(id) is \(state ?? run.state.rawValue); it is revised when a reviewer has asked for changes")
            }
            try change.tx.run(RequeueRun(team: team.id, run: id, reason: reason))
            try change.record(
                "run_revised", "run:\(id)",
                ["output": .string(output.id), "version": .integer(Int64(output.latestVersion))])
            return try ShowRun.view(change.tx, team, id)
        }
    }
}

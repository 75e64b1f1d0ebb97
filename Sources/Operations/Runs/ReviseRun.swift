import API
import Decisions
import Domain
import Store

/// Sends a completed run back to work on the findings of its reviewers, or for a version whose approval does not count any
/// more; its next output is a new version.
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
            guard run.state == .completed, let output = try change.tx.first(LockOutputOfRun(team: team.id, run: id))
            else { throw refusal("run \(id) is \(run.state.rawValue)") }
            try requireWork(on: output, change)
            try change.tx.run(RequeueRun(team: team.id, run: id, reason: reason))
            try change.record(
                "run_revised", "run:\(id)",
                ["output": .string(output.id), "version": .integer(Int64(output.latestVersion))])
            return try ShowRun.view(change.tx, team, id)
        }
    }

    private static func requireWork(on output: OutputRow, _ change: Change) throws {
        let state = "run \(output.runID) is completed, its output \(output.reviewState.rawValue)"
        switch output.reviewState {
        case .changesRequested: return
        case .approved where !output.isTrial:
            let approval = try EffectiveApproval.compute(change.tx, change.team, outputID: output.id)
            guard let end = approval.expiresAt else { return }
            throw refusal("\(state), which counts until \(end.minute)")
        case .approved, .inReview, .released, .rejected: throw refusal(state)
        }
    }

    private static func refusal(_ state: String) -> Failure {
        Failure(
            .wrongState,
            "\(state); it is revised when a reviewer has asked for changes, or an approval does not count any more")
    }
}

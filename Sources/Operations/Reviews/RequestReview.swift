import API
import Decisions
import Domain
import Store

/// Asks for what an approval lacks that does not count any more: it has expired, the policy asks for more by now, or somebody
/// who gave it has a part in the work or has left. The version is in review again, and others are asked as at its submission;
/// whoever has judged it already is not, because a verdict is given once.
package enum RequestReview {
    package static func run(_ team: TeamContext, outputID: String) throws -> ReviewRequestView {
        try team.change { change in
            let tx = change.tx
            guard let found = try tx.first(OutputByID(team: team.id, id: outputID)) else {
                throw Failure.missing("output", outputID)
            }
            let run = try change.lockRun(found.runID)
            let output = try tx.one(LockOutputOfRun(team: team.id, run: run.id))
            guard !output.isTrial else { throw ReleaseGate.trial(outputID) }
            if try lacks(output, run, change) { try reopen(output, run, change) }
            let view = try ShowOutput.load(tx, team, outputID)
            return ReviewRequestView(
                output: view.summary, isReopened: output.reviewState != view.summary.reviewState,
                asked: view.reviews.filter { $0.version == output.latestVersion && $0.state == "open" })
        }
    }

    /// Whether there is something to ask for that nobody has been asked for. Throws where no review of this version helps.
    private static func lacks(_ output: OutputRow, _ run: RunRow, _ change: Change) throws -> Bool {
        switch output.reviewState {
        case .inReview: return false
        case .changesRequested:
            throw Failure(
                .wrongState,
                "a reviewer has sent version \(output.latestVersion) of output \(output.id) back; \(wayOut(run))")
        case .released, .rejected:
            throw Failure(
                .wrongState,
                "output \(output.id) is \(output.reviewState.rawValue), and is not reviewed again; dispatch another run"
            )
        case .approved where !run.state.isFinished:
            throw Failure(
                .wrongState,
                "run \(run.id) is \(run.state.rawValue): it makes the next version of output \(output.id), which is "
                    + "reviewed when it is there")
        case .approved: return try lacksApprovals(output, run, change)
        }
    }

    private static func lacksApprovals(_ output: OutputRow, _ run: RunRow, _ change: Change) throws -> Bool {
        let facts = try EffectiveApproval.facts(change.tx, change.team, outputID: output.id)
        switch EffectiveApproval.compute(facts) {
        case .effective(_, let end):
            let until = Timestamp(microsecondsSince1970: Int64(end) * 1_000)
            throw Failure(
                .wrongState,
                "output \(output.id) is approved: nothing is missing, and it counts until \(until.minute)")
        case .ineffective(let failures):
            let blocking = failures.filter { $0.code == .findingOpen }
            guard blocking.isEmpty else {
                throw Failure(
                    .findingOpen,
                    blocking.map(\.message).joined(separator: " ") + " No further review of this version helps; "
                        + wayOut(run) + ".")
            }
        }
        // Else it waits for an open review only.
        let counted = EffectiveApproval.weigh(facts).counted.compactMap { facts.people[$0.personID] }
        return counted.isEmpty || !facts.quorum.missing(after: counted).isEmpty
    }

    private static func reopen(_ output: OutputRow, _ run: RunRow, _ change: Change) throws {
        try change.tx.run(SetReviewState(team: change.team.id, output: output.id, state: .inReview))
        try change.record(
            "output_review_requested", "output:\(output.id)", ["version": .integer(Int64(output.latestVersion))])
        try AssignReviewers.assignAgain(
            change, outputID: output.id, version: output.latestVersion,
            try RunPolicies.load(change.tx, change.team, pinned: run.policyNumber), wayOut: wayOut(run))
    }

    private static func wayOut(_ run: RunRow) -> String {
        run.state == .completed
            ? "`countersign run revise \(run.id) -m TEXT` has a new version made, which is reviewed anew"
            : "its run is put away: dispatch another one"
    }
}

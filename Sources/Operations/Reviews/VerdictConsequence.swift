import Decisions
import Domain
import Store

/// What follows from a verdict, in its transaction: events, the output's state, another reviewer. The state only shows where
/// things stand; whether an output may be used is computed anew each time (`EffectiveApproval`).
enum VerdictConsequence {
    /// The output's state afterwards.
    static func apply(
        _ change: Change, _ review: OwnedReview, _ dossier: ReviewDossier, _ verdict: Verdict, _ digest: Digest,
        _ flags: [String]
    ) throws -> ReviewState {
        try change.record(
            event(verdict), "review:\(review.row.id)",
            [
                "output": .string(review.row.outputID), "version": .integer(Int64(review.row.version)),
                "verdict": .string(verdict.rawValue), "digest": .string(digest.description),
                "flags": .array(flags.map { .string($0) }),
            ])
        switch verdict {
        case .approve:
            let approval = try EffectiveApproval.compute(change.tx, change.team, outputID: review.row.outputID)
            return approval.isEffective ? try move(change, review, dossier, to: .approved) : dossier.version.reviewState
        case .changes:
            return try move(change, review, dossier, to: .changesRequested)
        case .handBack where Conflicts.failures(dossier.standing).isEmpty:
            return try move(change, review, dossier, to: .changesRequested)
        case .cannotTell, .handBack:
            // Who cannot judge the work says nothing about it: somebody else is asked.
            try AssignReviewers.assign(
                change, outputID: review.row.outputID, version: review.row.version, dossier.policies)
            return dossier.version.reviewState
        }
    }

    private static func event(_ verdict: Verdict) -> String {
        switch verdict {
        case .approve: "review_approved"
        case .changes: "review_changes_requested"
        case .cannotTell: "review_left_undecided"
        case .handBack: "review_handed_back"
        }
    }

    private static func move(
        _ change: Change, _ review: OwnedReview, _ dossier: ReviewDossier, to state: ReviewState
    ) throws -> ReviewState {
        let now = dossier.version.reviewState
        // What has been released stays released; a later objection is told by its event.
        guard now != state, now != .released else { return now }
        try change.tx.run(SetReviewState(team: change.team.id, output: review.row.outputID, state: state))
        try change.record(
            state == .approved ? "output_approved" : "output_changes_requested", "output:\(review.row.outputID)",
            ["version": .integer(Int64(review.row.version)), "review": .string(review.row.id)])
        return state
    }
}

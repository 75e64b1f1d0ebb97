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
            if approval.isEffective { return try move(change, review, dossier, to: .approved) }
            // Whoever was asked may be no owner's delegate any more: then one more is asked than was.
            try askForMore(change, review, dossier)
            return dossier.version.reviewState
        case .changes:
            return try move(change, review, dossier, to: .changesRequested)
        case .handBack where Conflicts.failures(dossier.standing).isEmpty:
            return try move(change, review, dossier, to: .changesRequested)
        case .cannotTell, .handBack:
            // Who cannot judge the work says nothing about it: somebody else is asked.
            try askForMore(change, review, dossier)
            return dossier.version.reviewState
        }
    }

    /// As many as the quorum still needs; unless the version was approved before, when somebody asks for them (`RequestReview`).
    private static func askForMore(_ change: Change, _ review: OwnedReview, _ dossier: ReviewDossier) throws {
        guard dossier.version.reviewState != .approved, dossier.version.reviewState != .released else { return }
        try AssignReviewers.assign(
            change, outputID: review.row.outputID, version: review.row.version, dossier.policies)
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
        if state == .approved {
            try RescueReviews.endUnneeded(change, review.row.outputID, review.row.version)
        }
        return state
    }
}

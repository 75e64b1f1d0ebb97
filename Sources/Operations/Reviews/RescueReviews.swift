import Decisions
import Domain
import Store

/// Asks others when a review is not finished in time. Silence never approves, and it must not hold up either:
///
/// Whoever is asked has until `due_at` (`overdue` in review.yaml, a day if it says nothing). Then, unless they are reading, others
/// are asked in the order in which OWNERS would have them: another owner of the line, then who stands in (`^[Fallback]`). Only
/// when the quorum can be met without the late review is it taken from its reviewer. Where nobody is left it stays theirs, the
/// team's admins find the output in their inboxes, and it is tried again every ten minutes: somebody may be back, or new.
///
/// The output's row lock orders this with verdicts, new versions and the same job on other instances, and what is overdue is
/// looked up under it. So an answer in the last moment counts, and nobody is asked twice.
enum RescueReviews {
    static func run(_ team: TeamContext, output: String, number: Int) throws {
        try team.change { change in
            let tx = change.tx
            guard try tx.first(LockOutput(team: team.id, id: output)) == number,
                let version = try tx.first(ReviewedVersion(team: team.id, output: output, number: number)),
                version.reviewState == .inReview
            else { return }
            if try EffectiveApproval.compute(tx, team, outputID: output).isEffective {
                return try approve(change, output, number)
            }
            let overdue = try tx.all(OverdueReviews(team: team.id, output: output, number: number))
            try AssignReviewers.assign(
                change, outputID: output, version: number,
                try RunPolicies.load(tx, team, pinned: version.policyNumber), overdue: overdue)
        }
    }

    /// What it lacked is not asked for any more.
    private static func approve(_ change: Change, _ output: String, _ number: Int) throws {
        try change.tx.run(SetReviewState(team: change.team.id, output: output, state: .approved))
        try change.tx.run(EndShortage(team: change.team.id, output: output, number: number))
        try change.record("output_approved", "output:\(output)", ["version": .integer(Int64(number))])
        try endUnneeded(change, output, number)
    }

    /// Others have approved. Whoever is reading may finish: what they find still counts.
    static func endUnneeded(_ change: Change, _ output: String, _ number: Int) throws {
        let ended = try change.tx.all(EndUnneededReviews(team: change.team.id, output: output, number: number))
        for review in ended {
            try change.record("review_unneeded", "review:\(review)", ["version": .integer(Int64(number))])
        }
    }
}

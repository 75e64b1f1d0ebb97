import Decisions
import Domain
import Store

/// Asks people to review an output version: in the transaction that submits it, and again when somebody cannot tell, has not
/// answered in time, or has approved and it is not enough.
enum AssignReviewers {
    /// Asks as many people as the quorum still needs. Whom it lacks, or that
    /// nobody is left but who was late, is told by the event `review_unassignable` and in the inboxes of the team's admins:
    /// the version waits, and nothing is approved by silence.
    /// - Parameter overdue: reviews of this version that are not counted upon any more. They are over once the quorum can be
    ///   met without them; until then they stay open, because their reviewers are all there is.
    static func assign(
        _ change: Change, outputID: String, version number: Int, _ policies: RunPolicies,
        overdue: [OverdueReviews.Row] = []
    ) throws {
        let desk = try ReviewDesk.load(change, outputID, number, policies, overdue)
        let (draw, isAnotherRound) = desk.draw()
        for person in draw.chosen { try ask(change, person, desk) }
        if draw.missing.isEmpty {
            for review in overdue { try passOn(change, review, to: draw.chosen, desk) }
        }
        guard isAnotherRound || !draw.missing.isEmpty else {
            return try change.tx.run(EndShortage(team: change.team.id, output: outputID, number: number))
        }
        try report(change, isAnotherRound ? [desk.lateAnswer] : draw.missing.map(\.lack), desk, isAnotherRound)
    }

    /// The same for a version that is in review again because its approval does not count any more. Throws `pool_too_small`
    /// where nobody is left who could give what is missing.
    /// - Parameter wayOut: what helps besides, in words.
    static func assignAgain(
        _ change: Change, outputID: String, version number: Int, _ policies: RunPolicies, wayOut: String
    ) throws {
        let desk = try ReviewDesk.load(change, outputID, number, policies, [])
        let (draw, isAnotherRound) = desk.draw()
        guard draw.missing.isEmpty else { throw desk.refusal(draw.missing, wayOut: wayOut) }
        for person in draw.chosen { try ask(change, person, desk) }
        if isAnotherRound { try report(change, [desk.lateAnswer], desk, isAnotherRound) }
    }

    private static func ask(_ change: Change, _ person: PersonFacts, _ desk: ReviewDesk) throws {
        let again = desk.former(of: person)
        let review = again?.id ?? Identifier.make(.review)
        let seconds = desk.overdueSeconds
        var data: [String: JSON] = [
            "output": .string(desk.outputID), "version": .integer(Int64(desk.number)), "reviewer": .string(person.id),
        ]
        if again != nil {
            // What they have read of it they have read.
            try change.tx.run(ReopenReview(team: change.team.id, id: review, overdueSeconds: seconds))
            data["again"] = .bool(true)
        } else {
            try change.tx.run(
                InsertReview(
                    team: change.team.id, id: review, output: desk.outputID, number: desk.number, reviewer: person.id,
                    overdueSeconds: seconds))
        }
        try change.record("review_assigned", "review:\(review)", data)
    }

    private static func passOn(
        _ change: Change, _ review: OverdueReviews.Row, to chosen: [PersonFacts], _ desk: ReviewDesk
    ) throws {
        try change.tx.run(ReassignReview(team: change.team.id, id: review.id))
        let absent = desk.pool.presence.absentUntil(review.reviewerID, at: desk.pool.now)
        try change.record(
            "review_reassigned", "review:\(review.id)",
            [
                "output": .string(desk.outputID), "version": .integer(Int64(desk.number)),
                "reviewer": .string(review.reviewerID), "to": .array(chosen.map { .string($0.id) }),
                "because": .string(absent.map { "absent until \($0)" } ?? "not finished by \(review.dueAt)"),
            ])
    }

    private static func report(
        _ change: Change, _ missing: [String], _ desk: ReviewDesk, _ isAnotherRound: Bool
    ) throws {
        let isNew = try change.tx.one(
            RecordShortage(
                team: change.team.id, output: desk.outputID, number: desk.number, missing: missing,
                excluded: desk.excluded, remedies: desk.remedies(isAnotherRound: isAnotherRound)))
        guard isNew else { return }
        try change.record(
            "review_unassignable", "output:\(desk.outputID)",
            [
                "version": .integer(Int64(desk.number)), "missing": .array(missing.map { .string($0) }),
                "excluded": desk.excluded, "overdue": .array(desk.overdue.map { .string($0.id) }),
            ])
    }
}

extension Involvements {
    static func load(
        _ tx: Transaction, _ team: TeamContext, _ version: ReviewedVersion.Row
    ) throws -> [Involvement] {
        try load(
            tx, team, run: version.runID, template: version.template, templateVersion: version.templateVersion,
            pins: version.pins)
    }
}

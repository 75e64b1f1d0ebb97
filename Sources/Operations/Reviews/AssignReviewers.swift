import Decisions
import Domain
import Platform
import Store

/// Asks people to review an output version: in the transaction that submits it, and again when somebody cannot tell, has not
/// answered in time, or has approved and it is not enough.
enum AssignReviewers {
    /// Ends the open reviews of earlier versions, then asks as many people as the quorum still needs. Whom it lacks, or that
    /// nobody is left but who was late, is told by the event `review_unassignable` and in the inboxes of the team's admins:
    /// the version waits, and nothing is approved by silence.
    /// - Parameter overdue: reviews of this version that are not counted upon any more. They are over once the quorum can be
    ///   met without them; until then they stay open, because their reviewers are all there is.
    static func assign(
        _ change: Change, outputID: String, version number: Int, _ policies: RunPolicies,
        overdue: [OverdueReviews.Row] = []
    ) throws {
        let (tx, team) = (change.tx, change.team)
        let (versions, stale, files, reviews, findings) = try tx.all(
            ReviewedVersion(team: team.id, output: outputID, number: number),
            StaleReviews(team: team.id, output: outputID, number: number),
            VersionFiles(team: team.id, output: outputID, number: number),
            ReviewsOfOutput(team: team.id, output: outputID), FindingsOnOutput(team: team.id, output: outputID))
        guard let version = versions.first else { throw Failure.missing("output", "\(outputID) version \(number)") }
        for review in stale {
            try change.record("review_staled", "review:\(review)", ["version": .integer(Int64(number))])
        }
        let pool = try ReviewerPool.load(
            tx, team, try Involvements.load(tx, team, version), since: version.dispatchedAt)
        let policy = ReviewPolicy(policies, risk: version.risk, files: files)
        let desk = ReviewDesk(
            number: number, pool: pool, reviews: reviews, findings: findings, overdue: Set(overdue.map(\.reviewerID)))
        let (draw, isAnotherRound) = desk.draw(for: policy.quorum)
        let seconds = policy.settings[version.risk].overdueSeconds
        for person in draw.chosen {
            try ask(change, outputID, number, person, again: desk.passedOn(from: person), overdueSeconds: seconds)
        }
        if draw.missing.isEmpty {
            for review in overdue { try passOn(change, outputID, number, review, to: draw.chosen, pool) }
        }
        guard isAnotherRound || !draw.missing.isEmpty else {
            return try tx.run(EndShortage(team: team.id, output: outputID, number: number))
        }
        let able = isAnotherRound ? desk.prompt(for: policy.quorum) : desk.reachable(for: policy.quorum)
        try report(
            change, outputID, number, isAnotherRound ? [desk.lateAnswer] : draw.missing.map(\.lack),
            PoolRemedies(pool: pool, able: able, present: desk.present, isBegun: true).remedies(for: policy.quorum),
            desk.excluded(overdue), overdue)
    }

    private static func ask(
        _ change: Change, _ outputID: String, _ number: Int, _ person: PersonFacts, again: ReviewRow?,
        overdueSeconds: Int
    ) throws {
        let review = again?.id ?? Identifier.make(.review)
        var data: [String: JSON] = [
            "output": .string(outputID), "version": .integer(Int64(number)), "reviewer": .string(person.id),
        ]
        if again != nil {
            // What they have read of it they have read.
            try change.tx.run(ReopenReview(team: change.team.id, id: review, overdueSeconds: overdueSeconds))
            data["again"] = .bool(true)
        } else {
            try change.tx.run(
                InsertReview(
                    team: change.team.id, id: review, output: outputID, number: number, reviewer: person.id,
                    overdueSeconds: overdueSeconds))
        }
        try change.record("review_assigned", "review:\(review)", data)
    }

    private static func passOn(
        _ change: Change, _ outputID: String, _ number: Int, _ review: OverdueReviews.Row, to chosen: [PersonFacts],
        _ pool: ReviewerPool
    ) throws {
        try change.tx.run(ReassignReview(team: change.team.id, id: review.id))
        let absent = pool.presence.absentUntil(review.reviewerID, at: pool.now)
        try change.record(
            "review_reassigned", "review:\(review.id)",
            [
                "output": .string(outputID), "version": .integer(Int64(number)),
                "reviewer": .string(review.reviewerID), "to": .array(chosen.map { .string($0.id) }),
                "because": .string(absent.map { "absent until \($0)" } ?? "not finished by \(review.dueAt)"),
            ])
    }

    private static func report(
        _ change: Change, _ outputID: String, _ number: Int, _ missing: [String], _ remedies: [String],
        _ excluded: JSON, _ overdue: [OverdueReviews.Row]
    ) throws {
        let isNew = try change.tx.one(
            RecordShortage(
                team: change.team.id, output: outputID, number: number, missing: missing,
                excluded: excluded, remedies: remedies))
        guard isNew else { return }
        try change.record(
            "review_unassignable", "output:\(outputID)",
            [
                "version": .integer(Int64(number)), "missing": .array(missing.map { .string($0) }),
                "excluded": excluded, "overdue": .array(overdue.map { .string($0.id) }),
            ])
    }
}

/// Who has been asked about a version, and who can be.
private struct ReviewDesk {
    let number: Int
    let pool: ReviewerPool
    let reviews: [ReviewRow]
    let findings: [FindingRow]
    /// People whose answer is not waited for any more.
    let overdue: Set<String>

    private var now: [ReviewRow] { reviews.filter { $0.version == number } }

    /// Whoever has not answered in time is no owner who can: others may stand in. Whoever was asked for the second time is not
    /// counted upon where those will do who have not been late: somebody may be new, or back.
    /// - Returns: also whether nothing is left but to ask those again who were late, which could go on for ever.
    func draw(for quorum: Quorum) -> (draw: ReviewerDraw, isAnotherRound: Bool) {
        let quorum = quorum.filled(from: present)
        let (candidates, counting) = (candidates(for: quorum), counting(for: quorum))
        var random = SecureRandomNumbers()
        let first = ReviewerDraw.draw(
            from: candidates.filter { !$0.wasLate }, asked: counting.filter { !isAwaited($0) }, for: quorum,
            using: &random)
        if first.missing.isEmpty { return (first, false) }
        let all = ReviewerDraw.draw(from: candidates, asked: counting, for: quorum, using: &random)
        return (all, all.missing.isEmpty)
    }

    private func candidates(for quorum: Quorum) -> [ReviewerDraw.Candidate] {
        let knowing = knowing
        return pool.eligible(for: quorum).filter { isAskable($0.person) }.map { member in
            ReviewerDraw.Candidate(
                person: member.person, openReviews: member.openReviews,
                knowsTheWork: knowing.contains(member.person.id), wasLate: passedOn(from: member.person) != nil)
        }
    }

    /// Those for whom nobody stands in.
    var present: [PersonFacts] { pool.able.filter { !late.contains($0.id) } }

    /// People who have once had no time for this version.
    private var late: Set<String> { overdue.union(now.filter(\.wasPassedOn).map(\.reviewerID)) }

    /// Whether their time has passed once, and their answer is still lacking.
    private func isAwaited(_ person: PersonFacts) -> Bool {
        late.contains(person.id) && !now.contains { $0.reviewerID == person.id && $0.verdict != nil }
    }

    /// What is lacking where nobody is left but those who were late.
    var lateAnswer: String {
        let people = pool.members.map(\.person).filter(isAwaited).map(\.login)
        return "an answer: it was passed on from \(people.joined(separator: ", ")) before, nobody else is left, and "
            + "they are asked in turn"
    }

    /// Those whose answer may still count, and those who could be asked for one.
    func reachable(for quorum: Quorum) -> [PersonFacts] {
        counting(for: quorum) + pool.able.filter(isAskable)
    }

    /// The same without those who have let their time pass.
    func prompt(for quorum: Quorum) -> [PersonFacts] { reachable(for: quorum).filter { !isAwaited($0) } }

    /// The review that was passed on from somebody for want of time: they can be asked again.
    func passedOn(from person: PersonFacts) -> ReviewRow? {
        now.first { $0.reviewerID == person.id && $0.state == "reassigned" }
    }

    private func isAskable(_ person: PersonFacts) -> Bool {
        passedOn(from: person) != nil || !now.contains { $0.reviewerID == person.id }
    }

    /// Who cannot review and why: for the pool's reasons, or because they have been asked.
    func excluded(_ overdue: [OverdueReviews.Row]) -> JSON {
        var all = pool.excluded.object ?? [:]
        func add(_ reviewer: String, _ reason: String) {
            guard let login = pool.members.first(where: { $0.person.id == reviewer })?.person.login else { return }
            all[login] = .array((all[login]?.array ?? []) + [.string(reason)])
        }
        for review in overdue where review.dueAt <= pool.now {
            add(review.reviewerID, "asked, and not finished by \(review.dueAt.minute)")
        }
        for review in now {
            if review.wasPassedOn && review.verdict == nil && !overdue.contains(where: { $0.id == review.id }) {
                add(review.reviewerID, review.delay)
            }
            if let refusal = review.refusal { add(review.reviewerID, refusal) }
        }
        return .object(all)
    }

    /// Those whose answer may still count or does. Whoever could not tell or handed the work back has been asked, but that
    /// approves nothing; whoever is away for a while still has their review.
    private func counting(for quorum: Quorum) -> [PersonFacts] {
        now.filter { $0.verdict == .approve || ($0.state == "open" && !overdue.contains($0.reviewerID)) }
            .compactMap(pool.reviewer).filter(quorum.mayReview)
    }

    private var knowing: Set<String> {
        let blockers = findings.filter { $0.isBlocking && $0.closedOnVersion == nil }.map(\.authorID)
        let previous = reviews.filter { $0.version < number }.map(\.version).max()
        let earlier = reviews.filter {
            $0.version == previous && $0.verdict != .handBack && !["reassigned", "unneeded"].contains($0.state)
        }
        return Set(earlier.map(\.reviewerID) + blockers)
    }
}

extension ReviewRow {
    /// Why their answer is not counted upon, once it was passed on: who goes away before it is due has let no time pass.
    fileprivate var delay: String {
        guard let closedAt else { return "asked again, until \(dueAt.minute)" }
        return "asked before, and " + (closedAt < dueAt ? "was away then" : "did not finish in time")
    }

    /// Why its reviewer is not asked about this version again.
    var refusal: String? {
        switch verdict {
        case .cannotTell: "asked, could not tell"
        case .handBack: "asked, handed it back"
        default: nil
        }
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

/// The operating system's randomness for Swift's algorithms.
private struct SecureRandomNumbers: RandomNumberGenerator {
    mutating func next() -> UInt64 { SecureRandom.uint64() }
}

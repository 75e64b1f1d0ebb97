import Decisions
import Domain
import Platform
import Store

/// Asks people to review an output version: in the transaction that submits it, and again when somebody cannot tell, has not
/// answered in time, or has approved and it is not enough.
enum AssignReviewers {
    /// Ends the open reviews of earlier versions, then asks as many people as the quorum still needs. Whom it lacks is told
    /// by the event `review_unassignable` and in the inboxes of the team's admins: the version waits, and nothing is approved
    /// by silence.
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
        let draw = desk.draw(for: policy.quorum)
        let seconds = policy.settings[version.risk].overdueSeconds
        for person in draw.chosen {
            try ask(change, outputID, number, person, again: desk.passedOn(from: person), overdueSeconds: seconds)
        }
        if draw.missing.isEmpty {
            try tx.run(EndShortage(team: team.id, output: outputID, number: number))
            for review in overdue { try passOn(change, outputID, number, review, to: draw.chosen, pool) }
        } else {
            let remedies = PoolRemedies(pool: pool, able: desk.reachable(for: policy.quorum), isBegun: true)
            try report(
                change, outputID, number, draw.missing, remedies.remedies(for: policy.quorum), desk.excluded(overdue),
                overdue)
        }
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
        _ change: Change, _ outputID: String, _ number: Int, _ missing: [Reason], _ remedies: [String],
        _ excluded: JSON, _ overdue: [OverdueReviews.Row]
    ) throws {
        let isNew = try change.tx.one(
            RecordShortage(
                team: change.team.id, output: outputID, number: number, missing: missing.map(\.description),
                excluded: excluded, remedies: remedies))
        guard isNew else { return }
        try change.record(
            "review_unassignable", "output:\(outputID)",
            [
                "version": .integer(Int64(number)), "missing": .array(missing.map { .string($0.description) }),
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

    /// Whoever has not answered in time is no owner who can: others may stand in.
    func draw(for quorum: Quorum) -> ReviewerDraw {
        let late = overdue.union(now.filter(\.wasPassedOn).map(\.reviewerID))
        let quorum = quorum.filled(from: pool.able.filter { !late.contains($0.id) })
        let knowing = knowing
        var random = SecureRandomNumbers()
        return ReviewerDraw.draw(
            from: pool.eligible(for: quorum).filter { isAskable($0.person) }.map { member in
                ReviewerDraw.Candidate(
                    person: member.person, openReviews: member.openReviews,
                    knowsTheWork: knowing.contains(member.person.id), wasLate: passedOn(from: member.person) != nil)
            },
            asked: counting(for: quorum), for: quorum, using: &random)
    }

    /// Those whose answer may still count, and those who could be asked for one.
    func reachable(for quorum: Quorum) -> [PersonFacts] {
        counting(for: quorum) + pool.able.filter(isAskable)
    }

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
            add(review.reviewerID, "asked, and not finished by \(review.dueAt)")
        }
        for review in now {
            if review.verdict == .cannotTell { add(review.reviewerID, "asked, could not tell") }
            if review.verdict == .handBack { add(review.reviewerID, "asked, handed it back") }
        }
        return .object(all)
    }

    /// Those whose answer may still count or does. Whoever could not tell or handed the work back has been asked, but that
    /// approves nothing; whoever is away for a while still has their review.
    private func counting(for quorum: Quorum) -> [PersonFacts] {
        let people = Dictionary(pool.members.map { ($0.person.id, $0) }, uniquingKeysWith: { first, _ in first })
        return now.compactMap { review -> PersonFacts? in
            guard let member = people[review.reviewerID], member.conflicts.isEmpty,
                review.verdict == .approve || (review.state == "open" && !overdue.contains(review.reviewerID))
            else { return nil }
            let person = pool.presence.acting(
                member.person, among: pool.members.map(\.person), asked: review.assignedAt,
                given: review.verdictAt ?? pool.now)
            return quorum.mayReview(person) ? person : nil
        }
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

import Decisions
import Domain
import Platform
import Store

/// Who has been asked about a version, and who can be.
struct ReviewDesk {
    let outputID: String
    let number: Int
    let policy: ReviewPolicy
    let overdueSeconds: Int
    let pool: ReviewerPool
    let reviews: [ReviewRow]
    let findings: [FindingRow]
    /// The reviews whose approval counts now.
    let counted: Set<String>
    /// Reviews that are not counted upon any more.
    let overdue: [OverdueReviews.Row]

    /// Ends the open reviews of earlier versions first.
    static func load(
        _ change: Change, _ outputID: String, _ number: Int, _ policies: RunPolicies, _ overdue: [OverdueReviews.Row]
    ) throws -> ReviewDesk {
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
        let isApproved = reviews.contains { $0.version == number && $0.verdict == .approve }
        return ReviewDesk(
            outputID: outputID, number: number, policy: policy,
            overdueSeconds: policy.settings[version.risk].overdueSeconds, pool: pool, reviews: reviews,
            findings: findings, counted: isApproved ? try EffectiveApproval.counted(tx, team, outputID: outputID) : [],
            overdue: overdue)
    }

    private var now: [ReviewRow] { reviews.filter { $0.version == number } }

    /// Whoever has not answered in time is no owner who can: others may stand in. Whoever was asked for the second time is not
    /// counted upon where those will do who have not been late: somebody may be new, or back.
    /// - Returns: also whether nothing is left but to ask those again who were late, which could go on for ever.
    func draw() -> (draw: ReviewerDraw, isAnotherRound: Bool) {
        let quorum = policy.quorum.filled(from: present)
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
                knowsTheWork: knowing.contains(member.person.id) && former(of: member.person) == nil,
                wasLate: former(of: member.person)?.wasPassedOn == true)
        }
    }

    /// Those for whom nobody stands in.
    var present: [PersonFacts] { pool.able.filter { !late.contains($0.id) } }

    private var overduePeople: Set<String> { Set(overdue.map(\.reviewerID)) }

    /// People who have once had no time for this version.
    private var late: Set<String> { overduePeople.union(now.filter(\.wasPassedOn).map(\.reviewerID)) }

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

    /// What would help.
    func remedies(isAnotherRound: Bool = false) -> [String] {
        let able = isAnotherRound ? prompt(for: policy.quorum) : reachable(for: policy.quorum)
        return PoolRemedies(pool: pool, able: able, present: present, isBegun: true).remedies(for: policy.quorum)
    }

    /// Nobody is left on this version who could give what is missing.
    func refusal(_ missing: [Reason], wayOut: String) -> Failure {
        Failure(
            .poolTooSmall,
            "too few people are left to review version \(number) of output \(outputID): "
                + missing.map(\.sentence).joined(separator: "; ") + "; "
                + (remedies() + [wayOut]).joined(separator: ", or "),
            detail: ["reasons": .array(missing.map { .string($0.sentence) }), "excluded": excluded])
    }

    /// Those whose answer may still count, and those who could be asked for one.
    private func reachable(for quorum: Quorum) -> [PersonFacts] {
        counting(for: quorum) + pool.able.filter(isAskable)
    }

    /// The same without those who have let their time pass.
    private func prompt(for quorum: Quorum) -> [PersonFacts] { reachable(for: quorum).filter { !isAwaited($0) } }

    /// The review that ended before they had judged: it was passed on for want of time, or not needed then. They can be asked
    /// again.
    func former(of person: PersonFacts) -> ReviewRow? {
        now.first { $0.reviewerID == person.id && $0.endedUnjudged }
    }

    private func isAskable(_ person: PersonFacts) -> Bool {
        former(of: person) != nil || !now.contains { $0.reviewerID == person.id }
    }

    /// Who cannot review and why: for the pool's reasons, or because they have been asked.
    var excluded: JSON {
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
            if review.verdict == .approve && !counted.contains(review.id) {
                add(review.reviewerID, "has approved it, which does not count any more")
            }
        }
        return .object(all)
    }

    /// Those whose answer may still count or does. Whoever could not tell or handed the work back has been asked, but that
    /// approves nothing; whoever is away for a while still has their review.
    private func counting(for quorum: Quorum) -> [PersonFacts] {
        now.filter { counted.contains($0.id) || ($0.state == "open" && !overduePeople.contains($0.reviewerID)) }
            .compactMap(pool.reviewer).filter(quorum.mayReview)
    }

    private var knowing: Set<String> {
        let blockers = findings.filter { $0.isBlocking && $0.closedOnVersion == nil }.map(\.authorID)
        let previous = reviews.filter { $0.version < number }.map(\.version).max()
        let earlier = reviews.filter {
            $0.version == previous && $0.verdict != .handBack && !$0.endedUnjudged
        }
        return Set(earlier.map(\.reviewerID) + blockers)
    }
}

extension ReviewRow {
    /// It was passed on for want of time, or not needed any more.
    fileprivate var endedUnjudged: Bool { ["reassigned", "unneeded"].contains(state) }

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

/// The operating system's randomness for Swift's algorithms.
private struct SecureRandomNumbers: RandomNumberGenerator {
    mutating func next() -> UInt64 { SecureRandom.uint64() }
}

import Decisions
import Domain
import Platform
import Store

/// Asks people to review an output version: in the transaction that submits it, and again when somebody cannot tell.
enum AssignReviewers {
    /// Ends the open reviews of earlier versions, then asks as many people as the quorum still needs. Whom it lacks is told
    /// by the event `review_unassignable`: the version waits, and nothing is approved by silence.
    static func assign(
        _ change: Change, outputID: String, version number: Int, _ policies: RunPolicies
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
        let pool = try ReviewerPool.load(tx, team, try Involvements.load(tx, team, version))
        let quorum = ReviewPolicy(policies, risk: version.risk, files: files).quorum.filled(from: pool.unconflicted)
        let draw = draw(number, quorum, pool, reviews, findings)
        for person in draw.chosen {
            let review = Identifier.make(.review)
            try tx.run(
                InsertReview(team: team.id, id: review, output: outputID, number: number, reviewer: person.id))
            try change.record(
                "review_assigned", "review:\(review)",
                [
                    "output": .string(outputID), "version": .integer(Int64(number)),
                    "reviewer": .string(person.id),
                ])
        }
        guard !draw.missing.isEmpty else { return }
        try change.record(
            "review_unassignable", "output:\(outputID)",
            [
                "version": .integer(Int64(number)),
                "missing": .array(draw.missing.map { .string($0.description) }),
                "excluded": pool.excluded,
            ])
    }

    private static func draw(
        _ number: Int, _ quorum: Quorum, _ pool: ReviewerPool, _ reviews: [ReviewRow], _ findings: [FindingRow]
    ) -> ReviewerDraw {
        let blockers = findings.filter { $0.isBlocking && $0.closedOnVersion == nil }.map(\.authorID)
        let previous = reviews.filter { $0.version < number }.map(\.version).max()
        let earlier = reviews.filter { $0.version == previous && $0.verdict != .handBack }
        let knowing = Set(earlier.map(\.reviewerID) + blockers)
        let now = reviews.filter { $0.version == number }
        let asked = Set(now.map(\.reviewerID))
        // Whoever could not tell or handed the work back has been asked, but their answer approves nothing.
        let counting = Set(now.filter { $0.verdict == nil || $0.verdict == .approve }.map(\.reviewerID))
        let eligible = pool.eligible(for: quorum)
        var random = SecureRandomNumbers()
        return ReviewerDraw.draw(
            from: eligible.filter { !asked.contains($0.person.id) }.map { member in
                ReviewerDraw.Candidate(
                    person: member.person, openReviews: member.openReviews,
                    knowsTheWork: knowing.contains(member.person.id))
            },
            asked: eligible.map(\.person).filter { counting.contains($0.id) }, for: quorum, using: &random)
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

import API
import Decisions
import Domain
import Store

/// Who could still review what if some people were away for a time, besides those who have said that they will be.
package enum SimulateAbsence {
    /// Outputs in review, the oldest; templates. More would keep a database connection for too long.
    private static let outputLimit = 200
    private static let templateLimit = 2000
    private static let standardSeconds: Int64 = 7 * 86_400

    package static func run(_ team: TeamContext, _ request: AbsenceOutlookRequest) throws -> AbsenceOutlook {
        try team.read { tx in
            let now = try tx.startedAt
            let begins = request.beginsAt ?? now
            let ends = request.endsAt ?? begins + standardSeconds
            guard begins < ends, now < ends else {
                throw Failure(
                    .invalidInput,
                    "the time ends after it begins, and is not over; this is from \(begins.minute) until \(ends.minute)"
                )
            }
            let bundle = try CurrentPolicy.load(tx, team).bundle
            let pool = try ReviewerPool.ofAnyRun(tx, team, from: max(begins, now))
            let away = try Away(request.absent, from: max(begins, now), until: ends, pool)
            let templates = try tx.all(PublishedDefinitions(team: team.id, limit: templateLimit))
                .map(StoredTemplate.parse)
            let made = Dictionary(
                templates.map { template in
                    let outputs = template.outputs.map { OutputDeclaration(path: $0.path, kind: $0.kind) }
                    return (template.useCase, outputs)
                }, uniquingKeysWith: +)
            let people = away.lasting(pool.free)
            func remedies(_ able: [PersonFacts]) -> PoolRemedies {
                PoolRemedies(pool: pool, able: able, isBegun: false, isForeseen: true)
            }
            return AbsenceOutlook(
                beginsAt: max(begins, now), endsAt: ends, away: away.people, conflicted: pool.conflicted,
                lines: bundle.lineOutlook(of: people, without: away.ids, unable: away.unable(pool)) {
                    remedies($1).remedies(for: $0)
                },
                uses: bundle.useOutlook(
                    of: people, without: away.ids, made: made, conflicted: try makers(templates, tx, team)
                ) { remedies($1).remedies(for: $0) },
                standstill: try tx.all(OutputsInReview(team: team.id, limit: outputLimit))
                    .compactMap { try standstill($0, away, tx, team) })
        }
    }

    /// Who has a part in every run of a use case that has one template, by the name of the use case.
    private static func makers(
        _ templates: [TaskTemplate], _ tx: Transaction, _ team: TeamContext
    ) throws -> [String: [AbsenceOutlook.Conflicted]] {
        try Dictionary(grouping: templates, by: \.useCase).filter { $1.count == 1 }.mapValues { only in
            let parts = try only.flatMap { try Involvements.ofAnyRun(tx, team, template: $0.name) }
            return try ReviewerPool.load(tx, team, parts).conflicted
        }
    }

    /// Nil where the people who are left can meet the quorum, with what has been approved already.
    private static func standstill(
        _ place: OutputsInReview.Row, _ away: Away, _ tx: Transaction, _ team: TeamContext
    ) throws -> AbsenceOutlook.Standstill? {
        let (versions, files, reviews) = try tx.all(
            ReviewedVersion(team: team.id, output: place.output, number: place.version),
            VersionFiles(team: team.id, output: place.output, number: place.version),
            ReviewsOfOutput(team: team.id, output: place.output))
        guard let version = versions.first else { return nil }
        let policies = try RunPolicies.load(tx, team, pinned: version.policyNumber)
        let pool = try ReviewerPool.load(
            tx, team, try Involvements.load(tx, team, version), since: version.dispatchedAt)
        let now = reviews.filter { $0.version == place.version }
        let left = away.left(pool, now)
        let asked = ReviewPolicy(policies, risk: version.risk, files: files).quorum
        let late = now.filter(\.wasPassedOn).map(\.reviewerID)
        let present = away.present(pool).filter { !late.contains($0.id) }
        let quorum = asked.filled(from: present)
        let missing = quorum.missing(after: left)
        if missing.isEmpty { return nil }
        return AbsenceOutlook.Standstill(
            output: place.output, version: place.version, title: version.title,
            reviewers: now.filter { $0.state == "open" }.map(\.reviewer), missing: missing.map(\.lack),
            unable: pool.members.filter { member in
                quorum.mayReview(member.person) && !left.contains { $0.id == member.person.id }
            }.map { member in
                let refusals = now.filter { $0.reviewerID == member.person.id }.compactMap(\.refusal)
                return AbsenceOutlook.Conflicted(
                    login: member.person.login, reasons: member.conflicts.parts + refusals + away.reasons(member.person)
                )
            },
            remedies: PoolRemedies(pool: pool, able: left, present: present, isBegun: true, isForeseen: true)
                .remedies(for: asked))
    }
}

/// The people who are away at some moment of a time.
private struct Away {
    let until: Timestamp
    let ids: Set<String>
    let people: [AbsenceOutlook.Away]

    /// - Parameter logins: who is supposed to be away. Throws `not_found` for who is not in the team.
    init(_ logins: [String], from begin: Timestamp, until end: Timestamp, _ pool: ReviewerPool) throws {
        until = end
        for login in logins where !pool.members.contains(where: { $0.person.login == login }) {
            throw Failure.missing("member", login)
        }
        let registered = pool.presence.absences.filter { $0.beginsAt < end && begin < $0.endsAt }
        let found = pool.members.compactMap { member -> (id: String, away: AbsenceOutlook.Away)? in
            let last = registered.filter { $0.personID == member.person.id }.map(\.beginsAt).max()
            let known = last.flatMap { pool.presence.absentUntil(member.person.id, at: max($0, begin)) }
            guard known != nil || logins.contains(member.person.login) else { return nil }
            return (member.person.id, AbsenceOutlook.Away(login: member.person.login, until: known))
        }
        ids = Set(found.map(\.id))
        people = found.map(\.away)
    }

    /// In the words of `ReviewerPool.Member.reasons`; none for whoever is there.
    func reasons(_ person: PersonFacts) -> [String] {
        people.filter { $0.login == person.login }
            .map { away in away.until.map { "absent until \($0.minute)" } ?? "supposed to be absent" }
    }

    /// Everybody who cannot review then, and why.
    func unable(_ pool: ReviewerPool) -> [(person: PersonFacts, reasons: [String])] {
        pool.members.map { (lasting($0.person), $0.conflicts.parts + reasons($0.person)) }.filter {
            !$0.reasons.isEmpty
        }
    }

    /// Who counts for a version then: whoever has approved it, and who is there and has been asked or still can be. As whom
    /// they count was settled when they were asked.
    func left(_ pool: ReviewerPool, _ reviews: [ReviewRow]) -> [PersonFacts] {
        let asked = reviews.filter { $0.state != "reassigned" }
        let counting = asked.filter { review in
            review.verdict == .approve || (review.state == "open" && !ids.contains(review.reviewerID))
        }.compactMap(pool.reviewer)
        return counting + present(pool).filter { person in !asked.contains { $0.reviewerID == person.id } }
    }

    /// Who is there, without a part in the work.
    func present(_ pool: ReviewerPool) -> [PersonFacts] { lasting(pool.free.filter { !ids.contains($0.id) }) }

    /// The same people, with those for whom they act during all of the time.
    func lasting(_ people: [PersonFacts]) -> [PersonFacts] { people.map(lasting) }

    private func lasting(_ person: PersonFacts) -> PersonFacts {
        person.acting(for: person.actsFor.filter { $0.until >= until })
    }
}

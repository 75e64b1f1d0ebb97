@testable import Decisions
import Domain
import Testing

@Suite struct EffectiveApprovalTests {
    private static let now = ReviewFixture.now
    private static let hour = 3_600_000

    private static let state = BoundState(
        contentDigest: Digest.of("content"), manifestRoot: Digest.of("manifest"), criteriaDigest: Digest.of("criteria"),
        policyDigest: Digest.of("policy"), actionDigest: Digest.of("action"), targetStateDigest: Digest.of("target"))

    private static func verdict(
        _ id: String, _ person: String, _ verdict: Verdict = .approve, ago: Int = 60_000
    ) -> RecordedVerdict {
        RecordedVerdict(
            id: id, personID: person, verdict: verdict, state: state, decidedAtMilliseconds: now - ago, isIntact: true)
    }

    private static func facts(_ risk: Risk, _ verdicts: [RecordedVerdict]) -> ApprovalFacts {
        var standings = [String: ReviewerStanding]()
        for verdict in verdicts {
            var standing = ReviewFixture.standing
            standing.actor = .person(id: verdict.personID)
            standing.accountIDs = [verdict.personID]
            standings[verdict.personID] = standing
        }
        return ApprovalFacts(
            output: .init(id: "out_1", runID: "run_1", reviewState: .approved), state: state, quorum: quorum(risk),
            nowMilliseconds: now, verdicts: verdicts, standings: standings,
            people: Dictionary(
                uniqueKeysWithValues: standings.keys.map { ($0, PersonFacts(id: $0, login: $0, roles: [.reviewer])) }),
            findings: [])
    }

    private static func quorum(_ risk: Risk) -> Quorum {
        let settings = ReviewSettings()[risk]
        return Quorum(
            risk: risk, approvals: settings.approvals, lifetimeSeconds: settings.lifetimeSeconds, demands: [])
    }

    private static func codes(_ facts: ApprovalFacts) -> [FailureCode] {
        guard case .ineffective(let failures) = EffectiveApproval.compute(facts) else { return [] }
        return failures.map(\.code)
    }

    @Test(arguments: [(Risk.routine, 1), (.shared, 1), (.sensitive, 2), (.irreversible, 2)])
    func quorum(risk: Risk, needed: Int) {
        let verdicts = [Self.verdict("v1", "per_1"), Self.verdict("v2", "per_2"), Self.verdict("v3", "per_3")]
        #expect(Self.codes(Self.facts(risk, Array(verdicts.prefix(needed)))) == [])
        #expect(Self.codes(Self.facts(risk, Array(verdicts.prefix(needed - 1)))) == [.notApproved])
    }

    @Test func itSaysUntilWhen() {
        let facts = Self.facts(
            .sensitive, [Self.verdict("v1", "per_1", ago: 2_000), Self.verdict("v2", "per_2", ago: 1_000)])
        #expect(
            EffectiveApproval.compute(facts)
                == .effective(verdictIDs: ["v1", "v2"], expiresAtMilliseconds: Self.now - 2_000 + 72 * Self.hour))
    }

    @Test(arguments: [
        (Risk.routine, 30 * 24 * hour), (.shared, 7 * 24 * hour), (.sensitive, 72 * hour), (.irreversible, hour),
    ])
    func lifetime(risk: Risk, milliseconds: Int) {
        func codes(_ ago: Int) -> [FailureCode] {
            Self.codes(Self.facts(risk, [Self.verdict("v1", "per_1"), Self.verdict("v2", "per_2", ago: ago)]))
        }
        #expect(codes(milliseconds - 1) == [])
        #expect(codes(milliseconds) == (risk < .sensitive ? [] : [.expired, .notApproved]))
        let alone = Self.facts(risk < .sensitive ? risk : .shared, [Self.verdict("v1", "per_1", ago: milliseconds)])
        #expect(Self.codes(alone).contains(.expired) == (risk < .sensitive))
    }

    private struct Change: Sendable {
        let make: @Sendable (inout ApprovalFacts) -> Void
        let what: String
        let codes: [FailureCode]

        init(_ what: String, _ make: @escaping @Sendable (inout ApprovalFacts) -> Void) {
            (self.make, self.what, codes) = (make, what, [])
        }

        init(_ codes: [FailureCode], _ make: @escaping @Sendable (inout ApprovalFacts) -> Void) {
            (self.make, what, self.codes) = (make, "", codes)
        }
    }

    private static let changes: [Change] = [
        Change("the output") { $0.state.contentDigest = Digest.of("x") },
        Change("the output") { $0.state.manifestRoot = Digest.of("x") },
        Change("the success criteria") { $0.state.criteriaDigest = Digest.of("x") },
        Change("the policy") { $0.state.policyDigest = Digest.of("x") },
        Change("the action") { $0.state.actionDigest = Digest.of("x") },
        Change("the target") { $0.state.targetStateDigest = nil },
    ]

    /// I5: one changed bit of anything, and no job has to run.
    @Test(arguments: changes)
    private func aChangeMakesItStale(change: Change) {
        var facts = Self.facts(.shared, [Self.verdict("v1", "per_1")])
        change.make(&facts)
        guard case .ineffective(let failures) = EffectiveApproval.compute(facts) else {
            Issue.record("effective")
            return
        }
        #expect(
            failures.map(\.description) == [
                "stale: The approval v1 by per_1 is stale: \(change.what) changed since. "
                    + "Have it reviewed as it is now.",
                "not_approved: Missing: 1 of 1 approvals at risk shared. Ask for what is missing: `countersign review request "
                    + "out_1`.",
            ])
    }

    private static let circumstances: [Change] = [
        Change([.digestMismatch, .notApproved]) { $0.verdicts[0].isIntact = false },
        Change([.notAllowed, .notApproved]) { $0.standings = [:] },
        Change([.notHuman, .notApproved]) { $0.standings["per_1"]?.isHuman = false },
        Change([.conflictOfInterest, .notApproved]) { $0.standings["per_1"]?.accountIDs.insert("per_q") },
        Change([.findingOpen]) { $0.findings = [ReviewFixture.finding()] },
        Change([.notApproved, .notApproved]) { $0.verdicts.append(verdict("v2", "per_1", .changes)) },
        Change([.notApproved]) { $0.verdicts.append(verdict("v2", "per_9", .changes)) },
        Change([.notApproved]) { $0.verdicts.append(verdict("v2", "per_1", .cannotTell)) },
        Change([]) { $0.verdicts.append(verdict("v2", "per_9", .handBack)) },
        Change([]) { $0.verdicts[0].usedAtMilliseconds = 1 },
        Change([.notApproved]) { $0.quorum = quorum(.sensitive) },
        Change([.notApproved]) { $0.people["per_1"] = PersonFacts(id: "per_1", login: "ann", roles: [.member]) },
        Change([.notApproved]) { $0.quorum = Quorum(risk: .shared, approvals: 2, lifetimeSeconds: 600, demands: []) },
        Change([.expired, .notApproved]) {
            $0.quorum = Quorum(risk: .shared, approvals: 1, lifetimeSeconds: 60, demands: [])
        },
        Change([.notApproved]) {
            let demand = Quorum.OwnerDemand(
                owners: [.person(login: "cleo")], place: Place(file: "OWNERS", line: 3), subjects: ["a.md"])
            $0.quorum = Quorum(risk: .shared, approvals: 1, lifetimeSeconds: 600, demands: [demand])
        },
        Change([.notApproved]) {
            $0.verdicts = []
            $0.quorum = Quorum(risk: .shared, approvals: 0, lifetimeSeconds: 600, demands: [])
        },
    ]

    @Test(arguments: circumstances)
    private func nowCounts(change: Change) {
        var facts = Self.facts(.shared, [Self.verdict("v1", "per_1")])
        change.make(&facts)
        #expect(Self.codes(facts) == change.codes)
    }

    @Test func anIrreversibleApprovalIsUsedOnce() {
        var facts = Self.facts(.irreversible, [Self.verdict("v1", "per_1"), Self.verdict("v2", "per_2")])
        #expect(Self.codes(facts) == [])
        facts.verdicts[1].usedAtMilliseconds = Self.now - 1
        #expect(Self.codes(facts) == [.alreadyUsed, .notApproved])
    }

    /// Two accounts of one person are one approval.
    @Test func aPersonCountsOnce() {
        var facts = Self.facts(.sensitive, [Self.verdict("v1", "per_1"), Self.verdict("v2", "per_2")])
        #expect(Self.codes(facts) == [])
        for person in ["per_1", "per_2"] { facts.standings[person]?.accountIDs = ["per_1", "per_2"] }
        #expect(Self.codes(facts) == [.notApproved])
        #expect(
            Self.codes(Self.facts(.sensitive, [Self.verdict("v1", "per_1"), Self.verdict("v2", "per_1")])) == [
                .notApproved
            ])
    }

    /// What is wrong with one approval does not matter where others suffice.
    @Test func enoughOthers() {
        var facts = Self.facts(.shared, [Self.verdict("v1", "per_1"), Self.verdict("v2", "per_2")])
        facts.verdicts[0].state.contentDigest = Digest.of("older")
        guard case .effective(let ids, _) = EffectiveApproval.compute(facts) else {
            Issue.record("ineffective")
            return
        }
        #expect(ids == ["v2"])
    }

    @Test(
        arguments: [
            (.inReview, "`countersign review request out_1` says who is asked."),
            (.approved, "Ask for what is missing: `countersign review request out_1`."),
            (.changesRequested, "Have a new version made: `countersign run revise run_1 -m TEXT`."),
            (.released, "What has been released is not reviewed again: dispatch another run."),
        ] as [(ReviewState, String)])
    func whatIsMissingSaysHowToGetIt(state: ReviewState, advice: String) {
        var facts = Self.facts(.shared, [])
        facts.output = .init(id: "out_1", runID: "run_1", reviewState: state)
        #expect(
            EffectiveApproval.compute(facts)
                == .ineffective([
                    Failure(
                        .notApproved, "Missing: 1 of 1 approvals at risk shared. \(advice)",
                        detail: ["missing": ["1 of 1 approvals at risk shared"]])
                ]))
    }

    // MARK: How many of how many

    private static func tally(
        _ approved: [String], approvals: Int = 1, _ demands: [(owners: [String], count: Int)] = [],
        conflicted: [String] = []
    ) -> String {
        let people = ["ann", "ben", "cleo", "dora"]
        var facts = facts(.shared, approved.enumerated().map { verdict("v\($0)", $1) })
        facts.people = Dictionary(
            uniqueKeysWithValues: people.map { ($0, PersonFacts(id: $0, login: $0, roles: [.reviewer])) })
        facts.standings = Dictionary(
            uniqueKeysWithValues: people.map { person in
                var standing = ReviewFixture.standing
                standing.actor = .person(id: person)
                standing.accountIDs = conflicted.contains(person) ? [person, "per_q"] : [person]
                return (person, standing)
            })
        facts.quorum = Quorum(
            risk: .shared, approvals: approvals, lifetimeSeconds: 600,
            demands: demands.enumerated().map { line, demand in
                Quorum.OwnerDemand(
                    owners: demand.owners.map { .person(login: $0) }, place: Place(file: "OWNERS", line: line + 1),
                    subjects: ["a.md"], count: demand.count)
            })
        let (given, needed) = EffectiveApproval.tally(facts)
        return "\(given) of \(needed)"
    }

    /// The second number is what it takes in all, by the risk and by OWNERS; the first reaches it when it is there.
    @Test func itIsCountedAgainstAllThatItTakes() {
        #expect(Self.tally([]) == "0 of 1" && Self.tally(["ann"]) == "1 of 1")
        #expect(Self.tally(["ann", "ben"]) == "1 of 1", "the second was not needed")
        #expect(Self.tally(["ann"], approvals: 3) == "1 of 3")
        let two = [(owners: ["ann", "ben", "cleo"], count: 2)]
        #expect(Self.tally([], two) == "0 of 2" && Self.tally(["ann"], two) == "1 of 2")
        #expect(Self.tally(["ann", "cleo"], two) == "2 of 2")
        let each = [(owners: ["ann"], count: 1), (owners: ["ben"], count: 1)]
        #expect(Self.tally([], each) == "0 of 2" && Self.tally(["ann", "ben"], each) == "2 of 2")
        let same = [(owners: ["ann", "ben"], count: 1), (owners: ["ben", "cleo"], count: 1)]
        #expect(Self.tally([], same) == "0 of 1", "one person owns both")
        #expect(Self.tally([], same, conflicted: ["ben"]) == "0 of 2", "who cannot review it is nobody who could")
        #expect(Self.tally(["ann"], same) == "1 of 2" && Self.tally(["dora"], same) == "1 of 2")
        #expect(Self.tally(["dora", "ben"], same) == "2 of 2")
        #expect(Self.tally([], [(owners: ["gone"], count: 1)]) == "0 of 2", "whom nobody could be is needed, too")
        #expect(Self.tally([], approvals: 0) == "0 of 1", "nothing is approved by nobody")
    }

    // MARK: Evidence

    @Test(
        arguments: [
            { $0.chunks[1].creditedMilliseconds += 1 }, { $0.chunks[1].isAcknowledged = false },
            { $0.chunks[1].servedOrder = nil }, { $0.chunks[1].isExempt = true }, { $0.chunks.removeLast() },
        ] as [ReviewRuleTests.Spoil])
    func theCoverageIsBound(change: ReviewRuleTests.Spoil) {
        var facts = ReviewFixture.good
        change(&facts)
        #expect(
            VerdictEvidence.coverageDigest(facts.chunks) != VerdictEvidence.coverageDigest(ReviewFixture.good.chunks))
        #expect(
            VerdictEvidence.findingsDigest(facts) == VerdictEvidence.findingsDigest(ReviewFixture.good))
    }

    @Test(
        arguments: [
            { $0.responses.removeLast() }, { $0.findings = [ReviewFixture.finding()] }, { $0.statement = "x" },
            { $0.rejection = Rejection(absence: "x", cause: nil) },
            { $0.responses[0] = .init(criterionID: "c1", answer: .concern, anchors: $0.responses[0].anchors) },
        ] as [ReviewRuleTests.Spoil])
    func theFindingsAreBound(change: ReviewRuleTests.Spoil) {
        var facts = ReviewFixture.good
        change(&facts)
        #expect(VerdictEvidence.findingsDigest(facts) != VerdictEvidence.findingsDigest(ReviewFixture.good))
    }
}

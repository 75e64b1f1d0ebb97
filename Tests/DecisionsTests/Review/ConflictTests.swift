import Decisions
import Domain
import Testing

@Suite struct ConflictTests {
    private static let now = ReviewFixture.now
    private static let day = 86_400_000

    private static func standing(
        _ involvements: [Involvement], accounts: Set<String> = ["per_r"], delegations: [Delegation] = []
    ) -> ReviewerStanding {
        ReviewerStanding(
            actor: .person(id: "per_r"), isHuman: true, accountIDs: accounts, involvements: involvements,
            delegations: delegations, nowMilliseconds: now)
    }

    private static func part(_ role: ConflictRole, _ person: String = "per_r", ago: Int = 0) -> Involvement {
        Involvement(role: role, personID: person, what: "thing 3", atMilliseconds: now - ago)
    }

    @Test(
        arguments: [
            (.requester, "you asked for this run (thing 3)"), (.agentOperator, "you operated its agent (thing 3)"),
            (.templateEditor, "you last edited the template it used (thing 3)"),
            (.contextEditor, "you last edited the context it used (thing 3)"),
            (.criteriaEditor, "you last edited its success criteria (thing 3)"),
            (.contentProvider, "you fed content to it (thing 3)"),
            (.policyEditor, "you edited the policy that applies to it in the last 14 days (thing 3)"),
        ] as [(ConflictRole, String)])
    func everyRole(role: ConflictRole, because: String) {
        #expect(
            Conflicts.failures(Self.standing([Self.part(role)])) == [
                Failure(
                    .conflictOfInterest,
                    "You cannot approve this output because \(because). Hand it back, so that someone else is asked.",
                    detail: ["role": .string(role.rawValue), "person": "per_r", "what": "thing 3"])
            ])
        #expect(Conflicts.failures(Self.standing([Self.part(role, "per_other")])) == [])
    }

    /// Only the policy's editor is forgiven, after 14 days.
    @Test func theWindowOfThePolicy() {
        for role in ConflictRole.allCases {
            let (inside, outside) = (Self.part(role, ago: 14 * Self.day), Self.part(role, ago: 14 * Self.day + 1))
            #expect(Conflicts.failures(Self.standing([inside])).count == 1)
            #expect(Conflicts.failures(Self.standing([outside])).count == (role == .policyEditor ? 0 : 1))
        }
    }

    @Test func aSecondAccountIsTheSamePerson() {
        let standing = Self.standing([Self.part(.requester, "per_r2")], accounts: ["per_r", "per_r2"])
        #expect(Conflicts.failures(standing).map(\.code) == [.conflictOfInterest])
    }

    private static func link(_ person: String, _ delegate: String, until end: Int64? = nil) -> Delegation {
        Delegation(
            personID: "per_\(person)", person: person, delegateID: "per_\(delegate)",
            endedAt: end.map { Timestamp(secondsSince1970: $0) })
    }

    /// Nothing is delegated further, so a chain has one link. What lasts comes first, then what ended last.
    @Test(
        arguments: [
            ([link("q", "r")], "you act for q"), ([link("r", "q")], nil), ([link("q", "x"), link("x", "r")], nil),
            ([link("q", "r", until: 60), link("q", "r", until: 0)], "you acted until 1970-01-01T00:01Z for q"),
            ([link("q", "r", until: 0), link("q", "r", until: 60)], "you acted until 1970-01-01T00:01Z for q"),
            ([link("q", "r", until: 60), link("q", "r"), link("q", "r", until: 0)], "you act for q"),
            ([link("q", "x")], nil), ([], nil),
        ] as [([Delegation], String?)])
    func delegates(delegations: [Delegation], because: String?) {
        let standing = Self.standing([Self.part(.requester, "per_q")], delegations: delegations)
        let message = because.map {
            "You cannot approve this output because \($0), who asked for this run (thing 3). Hand it back, so that someone else "
                + "is asked."
        }
        #expect(Conflicts.failures(standing).map(\.message) == [message].compactMap { $0 })
    }

    /// A few words for each part, and each person for whom they act.
    @Test func partsAreToldByWhoseTheyAre() {
        let (acting, acted) = (Self.link("q", "r"), Self.link("s", "r", until: 0))
        let involvements =
            [.contextEditor, .policyEditor, .policyEditor].map { Self.part($0) }
            + [.requester, .templateEditor].map { Self.part($0, "per_q") } + [Self.part(.criteriaEditor, "per_s")]
        #expect(
            Conflicts.all(Self.standing(involvements, delegations: [acting, acted])).parts == [
                "wrote thing 3", "changed thing 3, thing 3 in the last 14 days",
                "acts for q, who asked for thing 3 and wrote thing 3",
                "acted until 1970-01-01T00:00Z for s, who wrote the criteria of thing 3",
            ])
    }

    @Test func allAreListed() {
        let standing = Self.standing(ConflictRole.allCases.map { Self.part($0) })
        #expect(Conflicts.failures(standing).count == ConflictRole.allCases.count)
    }

    @Test(
        arguments: [
            (Actor.person(id: "per_r"), true, []), (.person(id: "per_bot"), false, [.notHuman]),
            (.runner(id: "rnr_1"), true, [.notHuman]), (.agent(runID: "run_1", attempt: 1), true, [.notHuman]),
            (.system(job: "expiry"), true, [.notHuman]),
        ] as [(Actor, Bool, [FailureCode])])
    func onlyPeopleJudge(actor: Actor, isHuman: Bool, codes: [FailureCode]) {
        var facts = ReviewFixture.good
        facts.reviewer.actor = actor
        facts.reviewer.isHuman = isHuman
        facts.statement = "I know nothing of tax law."
        facts.rejection = Rejection(absence: "the sum", cause: .agent)
        for verdict in Verdict.allCases { #expect(ReviewFixture.codes(facts, verdict) == codes) }
    }
}

import Decisions
import Domain
import Testing

/// Who is entitled, and which of two requirements asks for more.
@Suite struct RequirementTests {
    private static let ann = PersonFacts(id: "per_ann", login: "ann", roles: [.member])
    private static let rita = PersonFacts(id: "per_rita", login: "rita", roles: [.reviewer])
    private static let rob = PersonFacts(id: "per_rob", login: "rob", roles: [.reviewer])
    private static let lena = PersonFacts(id: "per_lena", login: "lena", roles: [.member], competences: ["legal"])

    private static func requirement(
        _ demand: Demand, _ tier: SignOffTier = .confirmation,
        exclude: (requester: Bool, contributors: Bool) = (false, false)
    ) -> Requirement {
        Requirement(
            rule: "r", tier: tier, demand: demand, excludeRequester: exclude.requester,
            excludeContributors: exclude.contributors)
    }

    /// Of a run that Ann has dispatched, to which Rita has contributed, under a policy that Rob has changed.
    private func facts() throws -> ActionFacts {
        ActionFacts(
            template: "t", useCase: nil, mode: .dispatch, risk: .routine, outputs: [],
            action: try #require(Bundles.smallTeam().action("notes.append")), arguments: [:], requester: Self.ann,
            contributors: [Self.rita.id], policyEditors: [Self.rob.id], earlierRequests: 0)
    }

    private static let reviewers = Demand.signers(Signers(count: 1, roles: [.reviewer]))
    private static let members = Demand.signers(Signers(count: 1, roles: [.member]))
    private static let anybody = Demand.signers(Signers(count: 1))

    @Test(
        arguments: [
            (ann, requirement(members), "dispatched the run", true),
            (ann, requirement(members, exclude: (true, false)), "dispatched the run", false),
            (ann, requirement(members, .countersignature), "dispatched the run", false),
            (rita, requirement(reviewers, .countersignature), "is reviewer", true),
            (rita, requirement(reviewers, .countersignature, exclude: (false, true)), "contributed to the run", false),
            (rob, requirement(reviewers), "is reviewer", true),
            (rob, requirement(reviewers, .countersignature), "changed the policy that applies", false),
            (ann, requirement(anybody), "dispatched the run", true),
            (lena, requirement(anybody), "is not the requester", false),
            (lena, requirement(.signers(Signers(count: 1, competence: ["legal"]))), "is competent in legal", true),
            (
                lena, requirement(.signers(Signers(count: 1, people: ["lena"], competence: ["legal"]))),
                "is named by r and is competent in legal", true
            ),
            (rob, requirement(.signers(Signers(count: 1, roles: [.reviewer], competence: ["legal"]))), nil, false),
            (lena, requirement(.signers(Signers(count: 1, roles: [.reviewer], competence: ["legal"]))), nil, false),
        ] as [(PersonFacts, Requirement, String?, Bool)])
    func whoIsEntitled(person: PersonFacts, requirement: Requirement, reason: String?, isEligible: Bool) throws {
        let answer = requirement.entitles(person, facts: try facts())
        #expect(answer.isEligible == isEligible && (reason == nil || answer.reason == reason), "\(answer.reason)")
    }

    /// The requester entitles themselves to nothing but a confirmation.
    @Test func aCountersignatureOfAnybodyIsNobodys() throws {
        var facts = try facts()
        facts.policyEditors = []
        for person in [Self.ann, Self.rob, Self.lena] {
            #expect(!Self.requirement(Self.anybody, .countersignature).entitles(person, facts: facts).isEligible)
        }
    }

    @Test(arguments: [
        (Demand.signers(Signers(count: 2, roles: [.reviewer])), [rita, rita], 1), (reviewers, [lena], 1),
        // Their own confirmation is the requester's.
        (reviewers, [ann], 0),
        (.all([reviewers, .signers(Signers(count: 2, people: ["lena", "rob"]))]), [], 2),
        (.any([reviewers, .signers(Signers(count: 2, people: ["lena", "rob"]))]), [], 1),
        (.any([reviewers, .signers(Signers(count: 2, people: ["lena", "rob"]))]), [lena], 1),
        (.all([reviewers, .signers(Signers(count: 1, people: ["lena"]))]), [rita, lena], 0),
    ]) func howManyAreOpen(demand: Demand, signers: [PersonFacts], open: Int) throws {
        #expect(Self.requirement(demand).open(after: signers, facts: try facts()) == open)
    }

    @Test func whatIsMissingIsSaidUntilItIsThere() throws {
        let bundle = try Bundles.smallTeam()
        var facts = try facts()
        (facts.action, facts.useCase) = (try #require(bundle.action("git.release")), bundle.useCase("release-notes"))
        facts.arguments = ["repository": "/srv/app", "branch": "notes"]
        let decision = bundle.decide(facts)
        #expect(decision.outcome == .hold && decision.missing(after: [], facts: facts).count == 1)
        let adam = PersonFacts(id: "per_adam", login: "adam", roles: [.admin])
        #expect(decision.missing(after: [adam], facts: facts) == [])
        #expect(
            decision.entitles(adam, facts: facts).isEligible && !decision.entitles(Self.lena, facts: facts).isEligible)
    }

    private static func wanted(
        _ count: Int = 1, _ people: [String] = [], roles: [TeamRole] = [], teams: [String] = [],
        competence: [String] = []
    ) -> Requirement {
        requirement(.signers(Signers(count: count, people: people, roles: roles, teams: teams, competence: competence)))
    }

    /// Each pair in this order and in the other.
    @Test(arguments: [
        (requirement(members, .countersignature), requirement(reviewers), true, false),
        (requirement(members, exclude: (true, false)), requirement(members), true, false),
        (requirement(members, exclude: (false, true)), requirement(members), true, false),
        (requirement(members, exclude: (true, false)), requirement(members, exclude: (false, true)), false, false),
        (wanted(2, ["a"]), wanted(1, ["a"]), true, false), (wanted(1, ["a"]), wanted(1, ["a", "b"]), true, false),
        (wanted(roles: [.admin]), wanted(roles: [.admin, .reviewer]), true, false),
        (wanted(teams: ["x"]), wanted(teams: ["x", "y"]), true, false),
        (wanted(1, ["a"], competence: ["legal"]), wanted(1, ["a"]), true, false),
        // Nobody is named there, so everybody competent is.
        (wanted(competence: ["legal"]), wanted(1, ["a"], competence: ["legal"]), false, false),
        (wanted(competence: ["legal", "tax"]), wanted(competence: ["legal"]), true, false),
        (requirement(members), requirement(.any([members, reviewers])), true, false),
        (requirement(.all([members, reviewers])), requirement(members), true, false),
        (requirement(.any([members, reviewers])), requirement(.any([reviewers, members])), true, true),
        (requirement(.all([members, reviewers])), requirement(.any([members, reviewers])), true, false),
    ]) func whichAsksForMore(one: Requirement, other: Requirement, isAtLeast: Bool, back: Bool) {
        #expect(one.isAtLeast(other) == isAtLeast && other.isAtLeast(one) == back)
        #expect(one.isAtLeast(one) && other.isAtLeast(other))
    }
}

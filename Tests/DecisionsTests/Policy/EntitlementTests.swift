import Decisions
import Domain
import Testing

/// Who may sign, and what is still missing when some have.
@Suite struct EntitlementTests {
    private let ann = PersonFacts(id: "per_1", login: "ann", roles: [.member])
    private let rita = PersonFacts(id: "per_2", login: "rita", roles: [.reviewer])
    private let rob = PersonFacts(id: "per_3", login: "rob", roles: [.reviewer])
    private let adam = PersonFacts(id: "per_4", login: "adam", roles: [.admin])

    private func facts(_ generator: inout Generator) -> ActionFacts {
        let action = ActionDefinition(
            name: "a", actionClass: .write, reversible: true, description: "", argumentSchema: ["type": "object"],
            executor: "x", target: .constant, preview: .constant, recipientsArgument: nil, limitPerRun: 1,
            place: Place(file: "actions.yaml", line: 1))
        var facts = generator.facts()
        facts.action = action
        facts.useCase = UseCase(
            name: "u", description: "", riskCeiling: .irreversible, modes: Mode.allCases, level: .act,
            kinds: OutputKind.allCases, actions: ["a"], actionClasses: [], tools: [], templates: ["**"],
            place: Place(file: "use-cases.yaml", line: 1))
        facts.requester = ann
        return facts
    }

    /// What several holds that all apply ask for: each of them with its own number.
    private func decide(_ requirements: [Requirement], _ facts: ActionFacts, _ generator: Generator) -> PolicyDecision {
        let rules = requirements.enumerated().map { index, requirement in
            ApprovalRule(
                name: "hold-\(index)", effect: .hold, description: nil, condition: .all([]), requirement: requirement,
                place: Place(file: "approvals.yaml", line: 1))
        }
        return generator.bundle(rules).decide(facts)
    }

    private func requirement(
        _ count: Int, _ roles: [TeamRole] = [.reviewer], people: [String] = [], tier: SignOffTier = .countersignature,
        requester: Bool = true, contributors: Bool = false
    ) -> Requirement {
        Requirement(
            rule: "hold", tier: tier, count: count, people: people, roles: roles, excludeRequester: requester,
            excludeContributors: contributors)
    }

    @Test func ofTwoThatDifferInTheNumberOnlyTheLargerIsSaid() {
        var generator = Generator(seed: 1)
        let facts = facts(&generator)
        func missing(_ requirements: [Requirement], after signers: [PersonFacts] = []) -> [String] {
            let decision = decide(requirements, facts, generator)
            #expect(decision.requirements.count == Set(requirements).count)
            if signers.isEmpty { #expect(decision.missing == decision.missing(after: [], facts: facts)) }
            return decision.missing(after: signers, facts: facts)
        }
        let two = "2 countersignatures by reviewer, not by the requester"
        #expect(missing([requirement(1), requirement(2)]) == [two])
        #expect(missing([requirement(2), requirement(1)]) == [two])
        #expect(missing([requirement(1), requirement(2)], after: [rita]) == ["\(two) (1 more)"])
        #expect(missing([requirement(1), requirement(2)], after: [rita, rob]) == [])
        #expect(missing([requirement(2)], after: [ann, adam]) == [two], "theirs do not count")
        // Each of these asks for something that the other does not.
        let admins = "1 countersignature by admin, not by the requester"
        #expect(missing([requirement(2), requirement(1, [.admin])]) == [two, admins])
        #expect(missing([requirement(2), requirement(1, people: ["rob"])]).count == 2)
        #expect(missing([requirement(2), requirement(1, contributors: true)]).count == 2)
        #expect(missing([requirement(2, contributors: true), requirement(1)]).count == 1)
        #expect(missing([requirement(2, requester: false), requirement(1)]).count == 2)
        #expect(missing([requirement(2), requirement(1, tier: .confirmation)]).count == 2)
    }

    /// Whatever is asked for and whoever has signed: no word is left exactly when nothing is open.
    @Test func nothingIsLeftToSayExactlyWhenNothingIsOpen() {
        var generator = Generator(seed: 2)
        var seen = Set<Bool>()
        for _ in 0..<500 {
            var facts = facts(&generator)
            facts.contributors = generator.one(of: [], ["per_2"])
            let requirements = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
                requirement(
                    generator.one(of: 1, 2), generator.one(of: [.reviewer], [.admin], [.reviewer, .admin]),
                    people: generator.one(of: [], ["ann"]), tier: generator.one(of: .confirmation, .countersignature),
                    requester: generator.one(of: true, false), contributors: generator.one(of: true, false))
            }
            let decision = decide(requirements, facts, generator)
            let signers = [ann, rita, rob, adam].filter { _ in Bool.random(using: &generator) }
            let isOpen = decision.requirements.contains { $0.open(after: signers, facts: facts) > 0 }
            #expect(decision.missing(after: signers, facts: facts).isEmpty == !isOpen)
            seen.insert(isOpen)
        }
        #expect(seen == [true, false])
    }
}

import Decisions
import Domain
import Testing

/// Of what an agent is trusted to do alone, a person sees one in ten.
@Suite struct SamplingTests {
    private static let actions = """
        actions:
          - {name: note, class: write, reversible: true, description: A., arguments: {type: object}, executor: x, target: t, preview: t}
          - {name: burn, class: execute, reversible: false, description: B., arguments: {type: object}, executor: x, target: t, preview: t}
          - {name: look, class: read, reversible: true, description: C., arguments: {type: object}, target: t, preview: t}

        """

    private func decision(
        _ action: String, _ trust: TrustRung, draw: UInt64
    ) throws -> (before: PolicyDecision, after: PolicyDecision) {
        let useCase = UseCase(
            name: "u", description: "", riskCeiling: .irreversible, modes: [.dispatch], level: .act, kinds: [],
            actions: ["note", "burn", "look"], actionClasses: [], tools: [], templates: [],
            place: Place(file: "f", line: 1))
        let rule = "  - {name: all, effect: permit, if: {template: t}}\n"
        let bundle = try Bundles.with(rules: rule, actions: Self.actions)
        var facts = ActionFacts(
            template: "t", useCase: useCase, mode: .dispatch, risk: .routine, outputs: [],
            action: try #require(bundle.action(action)), arguments: [:],
            requester: PersonFacts(id: "per_1", login: "ann", roles: [.member]), contributors: [], policyEditors: [],
            earlierRequests: 0)
        facts.trust = trust
        let before = bundle.decide(facts)
        return (before, before.sampled(facts, draw: draw))
    }

    @Test func whatIsDrawnIsHeldAndSaysWhy() throws {
        let (before, after) = try decision("note", .actSampled, draw: 40)
        #expect(before.outcome == .allow && after.outcome == .hold)
        #expect(after.missing == ["1 confirmation by the requester or reviewer or admin"])
        #expect(
            after.reasons.map(\.description) == [
                "sample: t is trusted with class write at act_sampled: one action in 10, drawn by the server, is looked at by "
                    + "a person, and this is one", before.reasons[0].description,
            ])
    }

    @Test(
        arguments: [
            ("note", TrustRung.actSampled, 41), ("note", .actWithSignOff, 40), ("note", .observe, 40),
            ("look", .actSampled, 40), ("burn", .actSampled, 40),
        ] as [(String, TrustRung, UInt64)])
    func whatIsNotDrawnOrNotTrustedThatFarStaysAsItIs(action: String, trust: TrustRung, draw: UInt64) throws {
        let (before, after) = try decision(action, trust, draw: draw)
        #expect(before == after)
        #expect(before.outcome == (action == "burn" ? .hold : .allow))
    }
}

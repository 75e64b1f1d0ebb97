import Decisions
import Domain
import Testing

/// Each predicate answers, and says what it saw.
@Suite struct PredicateTests {
    private func facts(_ bundle: PolicyBundle) throws -> ActionFacts {
        ActionFacts(
            template: "performance-recap", useCase: bundle.useCase("performance-reporting"), mode: .dispatch,
            risk: .shared,
            outputs: [
                OutputDeclaration(path: "recap.md", kind: .document),
                OutputDeclaration(path: "data/a.csv", kind: .data),
            ],
            action: try #require(bundle.action("team.notify")),
            arguments: [
                "channel": "#growth", "text": "cafe\u{301}", "amount": 50, "customer": 7,
            ],
            requester: PersonFacts(id: "per_1", login: "ann", roles: [.member, .reviewer]), contributors: [],
            policyEditors: [], earlierRequests: 0)
    }

    @Test(arguments: [
        ("{action: team.notify}", Truth.held, "action is team.notify"),
        ("{action: [git.*, team.*]}", .held, "action is team.notify"),
        ("{action: git.release}", .notHeld, "action is team.notify, not git.release"),
        ("{action_class: [pay, communicate]}", .held, "action_class is communicate"),
        ("{reversible: true}", .notHeld, "reversible is false, not true"),
        ("{template: \"performance-*\"}", .held, "template is performance-recap"),
        ("{use_case: performance-reporting}", .held, "use_case is performance-reporting"),
        ("{mode: cowork}", .notHeld, "mode is dispatch, not cowork"),
        ("{permission_level: write}", .held, "permission_level is write"),
        ("{risk: {at_least: shared}}", .held, "risk is shared"),
        ("{risk: {at_least: routine, at_most: routine}}", .notHeld, "risk is shared, not routine"),
        ("{risk: [routine, sensitive]}", .notHeld, "risk is shared, not routine or sensitive"),
        ("{output_kind: document}", .notHeld, "output_kind is data, not document"),
        ("{output_kind: [document, data]}", .held, "output_kind is data, document"),
        ("{path: \"*.md\"}", .notHeld, "path is data/a.csv, not *.md"),
        ("{path: \"**\"}", .held, "path is recap.md, data/a.csv"),
        ("{target: \"#gr*\"}", .held, "target is #growth"),
        ("{recipients: \"#growth\"}", .held, "recipients is #growth"),
        ("{requester_role: reviewer}", .held, "requester_role is reviewer"),
        ("{requester_role: admin}", .notHeld, "requester_role is member, reviewer, not admin"),
        ("{arguments: {channel: \"#growth\"}}", .held, "channel is #growth, exactly #growth"),
        ("{arguments: {channel: {in: [\"#a\", \"#b\"]}}}", .notHeld, "channel is #growth, not one of #a, #b"),
        ("{arguments: {channel: {matches: \"#g*\"}}}", .held, "channel is #growth, like #g*"),
        // A text that looks the same is not the same.
        ("{arguments: {text: caf\u{e9}}}", .notHeld, "text is cafe\u{301}, not exactly caf\u{e9}"),
        ("{arguments: {amount: {at_most: 50}}}", .held, "amount is 50, at most 50"),
        ("{arguments: {amount: {at_most: 49.9}}}", .notHeld, "amount is 50, not at most 49.9"),
        ("{arguments: {amount: {below: 50}}}", .notHeld, "amount is 50, not below 50"),
        ("{arguments: {amount: {above: 49}}}", .held, "amount is 50, above 49"),
        ("{arguments: {amount: {at_least: 50.0}}}", .held, "amount is 50, at least 50"),
        ("{arguments: {amount: {equals: 50.0}}}", .held, "amount is 50, exactly 50"),
        ("{arguments: {amount: {at_least: 1, at_most: 10}}}", .notHeld, "amount is 50, not at most 10"),
        ("{arguments: {reason: {matches: \"x*\"}}}", .error, "the argument reason is absent, and must be like x*"),
        ("{arguments: {customer: {matches: \"5*\"}}}", .error, "customer is 7 and cannot be compared: like 5*"),
        ("{all: [{mode: dispatch}, {risk: shared}]}", .held, "mode is dispatch; risk is shared"),
        ("{any: [{mode: cowork}, {risk: shared}]}", .held, "risk is shared"),
        (
            "{any: [{mode: cowork}, {risk: routine}]}", .notHeld,
            "mode is dispatch, not cowork; risk is shared, not routine"
        ),
        ("{mode: cowork, arguments: {reason: x}}", .notHeld, "mode is dispatch, not cowork"),
        ("{mode: dispatch, arguments: {reason: x}}", .error, "the argument reason is absent, and must be exactly x"),
        ("{any: [{mode: dispatch}, {arguments: {reason: x}}]}", .held, "mode is dispatch"),
        (
            "{any: [{mode: cowork}, {arguments: {reason: x}}]}", .error,
            "the argument reason is absent, and must be exactly x"
        ),
    ])
    func explainsItself(condition: String, truth: Truth, sentences: String) throws {
        let bundle = try Bundles.with(rules: "  - {name: r, effect: permit, if: \(condition)}\n")
        let evaluation = RuleEvaluation(try #require(bundle.rules.first), try facts(bundle))
        #expect(evaluation.truth == truth)
        #expect(evaluation.explanation.sentences.joined(separator: "; ") == sentences)
    }

    /// A permit wants every path to fit; a forbid is met by one.
    @Test(arguments: [("permit", Truth.notHeld), ("forbid", .held)])
    func severalValues(effect: String, truth: Truth) throws {
        let bundle = try Bundles.with(rules: "  - {name: r, effect: \(effect), if: {path: \"data/**\"}}\n")
        #expect(RuleEvaluation(try #require(bundle.rules.first), try facts(bundle)).truth == truth)
        var empty = try facts(bundle)
        empty.outputs = []
        #expect(RuleEvaluation(try #require(bundle.rules.first), empty).truth == .notHeld)
    }

    @Test func whatCannotBeToldIsAnError() throws {
        let rules = ["use_case: release-notes", "target: \"**\"", "recipients: \"**\""].enumerated().map {
            "  - {name: r\($0.offset), effect: permit, if: {\($0.element)}}\n"
        }
        let bundle = try Bundles.with(rules: rules.joined())
        var facts = try facts(bundle)
        facts.useCase = nil
        facts.arguments = ["channel": ["#a", 1]]
        let truths = bundle.rules.map { RuleEvaluation($0, facts).truth }
        // A target can be filled with anything that is there.
        #expect(truths == [.error, .held, .error])
        facts.arguments = [:]
        #expect(RuleEvaluation(bundle.rules[1], facts).truth == .error)
    }

    @Test func aTreeForPeople() throws {
        let condition = "{mode: dispatch, any: [{risk: routine}, {arguments: {reason: x}}]}"
        let bundle = try Bundles.with(rules: "  - {name: r, effect: permit, if: \(condition)}\n")
        #expect(
            RuleEvaluation(try #require(bundle.rules.first), try facts(bundle)).explanation.lines == [
                "! all of", "  + mode is dispatch", "  ! any of", "    - risk is shared, not routine",
                "    ! the argument reason is absent, and must be exactly x",
            ])
    }

    @Test func wholeNumbersAreComparedExactly() throws {
        let bundle = try Bundles.with(
            rules: "  - {name: r, effect: permit, if: {arguments: {amount: {at_most: 9007199254740992}}}}\n")
        var facts = try facts(bundle)
        facts.arguments = ["amount": 9_007_199_254_740_993]
        #expect(RuleEvaluation(try #require(bundle.rules.first), facts).truth == .notHeld)
    }
}

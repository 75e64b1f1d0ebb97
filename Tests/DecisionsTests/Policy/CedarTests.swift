import Decisions
import Domain
import TestSupport
import Testing

/// Cedar, by others, as a referee over what both languages can say: permit and forbid, equality, one of a set, whole numbers
/// compared, patterns, `all` and `any`; default deny, forbid over permit. It comes from PyPI (`cedarpy`).
///
/// Two differences are meant. A rule that cannot be evaluated, Cedar leaves out; here it denies. And whether it can be,
/// depends on the order of its conditions there, and never here: so where Cedar reports an error, it is asked again with the
/// conditions in the order in which it reaches an answer if there is one.
@Suite struct CedarTests {
    private static let bundles = 1000
    private static let requestsPerBundle = 10

    @Test func decisionsAreCedars() throws {
        guard let cedar = try PythonReferee("cedarpy", for: "CedarTests.decisionsAreCedars") else { return }
        var bundles = [(rules: [ApprovalRule], facts: [ActionFacts])]()
        for seed in 1...UInt64(Self.bundles) {
            var generator = CedarGenerator(seed: seed)
            bundles.append((generator.rules(), (0..<Self.requestsPerBundle).map { _ in generator.facts() }))
        }
        let first = try Self.ask(cedar, bundles.map { ($0.rules.map { $0.cedar(nil) }, $0.facts) })
        try #require(first.map(\.count) == bundles.map(\.facts.count))
        var unsettled = [(rules: [ApprovalRule], facts: [ActionFacts])]()
        var seen = [String: Int]()
        for (bundle, answers) in zip(bundles, first) {
            for (facts, answer) in zip(bundle.facts, answers) {
                seen[answer, default: 0] += 1
                if answer.hasSuffix("errors") {
                    unsettled.append((bundle.rules, [facts]))
                } else {
                    #expect(Self.ours(bundle.rules, facts) == answer, "\(bundle.rules) \(facts)")
                }
            }
        }
        let second = try Self.ask(
            cedar, unsettled.map { bundle in (bundle.rules.map { $0.cedar(bundle.facts[0]) }, bundle.facts) })
        try #require(second.count == unsettled.count)
        for (bundle, answers) in zip(unsettled, second) {
            let expected = answers[0].hasSuffix("errors") ? "Deny" : answers[0]
            seen["again: \(answers[0])", default: 0] += 1
            #expect(Self.ours(bundle.rules, bundle.facts[0]) == expected, "\(bundle.rules) \(bundle.facts[0])")
        }
        for answer in [
            "Allow", "Deny", "Allow with errors", "Deny with errors", "again: Allow", "again: Deny with errors",
        ] {
            #expect(seen[answer, default: 0] > 20, "\(seen)")
        }
    }

    private static func ours(_ rules: [ApprovalRule], _ facts: ActionFacts) -> String {
        Generator(seed: 0).bundle(rules).decide(facts).outcome == .allow ? "Allow" : "Deny"
    }

    private static let program = """
        import json, sys, cedarpy
        for question in json.load(open(sys.argv[1])):
            requests = [{"principal": 'User::"u"', "action": 'Action::"a"', "resource": 'Thing::"t"', "context": c}
                        for c in question["contexts"]]
            answers = cedarpy.is_authorized_batch(requests, question["policies"], [])
            print(json.dumps([a.decision.value + (" with errors" if a.diagnostics.errors else "") for a in answers]))
        """

    private static func ask(_ cedar: PythonReferee, _ asked: [([String], [ActionFacts])]) throws -> [[String]] {
        try cedar.answers(
            of: program,
            to: asked.map { policies, facts -> JSON in
                [
                    "policies": .string(policies.joined(separator: "\n")),
                    "contexts": .array(facts.map(\.cedar)),
                ]
            })
    }
}

/// Rules and requests that both languages can say.
private struct CedarGenerator {
    private var generator: Generator

    init(seed: UInt64) { generator = Generator(seed: seed ^ 0xCEDA_0000) }

    mutating func rules() -> [ApprovalRule] {
        (0..<Int.random(in: 1...5, using: &generator)).map { index in
            ApprovalRule(
                name: "rule\(index)", effect: generator.one(of: .permit, .permit, .forbid), description: nil,
                condition: condition(depth: 0), requirement: nil, place: Place(file: "approvals.yaml", line: index + 1))
        }
    }

    private mutating func condition(depth: Int) -> Condition {
        let kind = depth < 2 ? Int.random(in: 0...3, using: &generator) : 3
        let parts =
            kind < 2 ? (0..<Int.random(in: 1...3, using: &generator)).map { _ in condition(depth: depth + 1) } : []
        return kind == 0 ? .all(parts) : kind == 1 ? .any(parts) : .predicate(predicate())
    }

    private mutating func predicate() -> Predicate {
        let limit = JSON.integer(Int64.random(in: -3...6, using: &generator))
        return switch Int.random(in: 0...6, using: &generator) {
        case 0: .fact(.risk, oneOf: generator.one(of: ["routine"], ["shared", "routine"], ["sensitive", "shared"]))
        case 1: .fact(.mode, oneOf: [generator.one(of: "cowork", "dispatch")])
        case 2: .fact(.template, oneOf: [generator.one(of: "t-a", "t-**", "**a", "**")])
        case 3: .argument(generator.one(of: "n", "s", "gone"), .equals(generator.one(of: .string("x"), limit)))
        case 4: .argument("s", .oneOf([.string("x"), .string("y")]))
        case 5:
            .argument(
                generator.one(of: "n", "n", "n", "s"),
                .number(generator.one(of: .atMost, .atLeast, .above, .below), limit))
        default: .argument(generator.one(of: "s", "s", "n"), .matches([generator.one(of: "x**", "**y")]))
        }
    }

    mutating func facts() -> ActionFacts {
        let action = ActionDefinition(
            name: "a", actionClass: .write, reversible: true, description: "", argumentSchema: ["type": "object"],
            executor: "x", target: .constant, preview: .constant, recipientsArgument: nil, limitPerRun: 1,
            place: Place(file: "actions.yaml", line: 1))
        let useCase = UseCase(
            name: "u", description: "", riskCeiling: .irreversible, modes: Mode.allCases, level: .act, kinds: [],
            actions: ["a"], actionClasses: [], tools: [], templates: ["**"],
            place: Place(file: "use-cases.yaml", line: 1))
        return ActionFacts(
            template: generator.one(of: "t-a", "t-b", "u"), useCase: useCase,
            mode: generator.one(of: .cowork, .dispatch),
            risk: generator.one(of: .routine, .shared, .sensitive), outputs: [], action: action,
            arguments: [
                "n": .integer(Int64.random(in: -4...7, using: &generator)), "s": generator.one(of: "x", "y", "xy", "z"),
            ],
            requester: PersonFacts(id: "per_1", login: "ann", roles: [.member]), contributors: [], policyEditors: [],
            earlierRequests: 0)
    }
}

extension ActionFacts {
    fileprivate var cedar: JSON {
        [
            "template": .string(template), "mode": .string(mode.rawValue), "risk": .string(risk.rawValue),
            "arguments": arguments,
        ]
    }
}

extension ApprovalRule {
    fileprivate func cedar(_ facts: ActionFacts?) -> String {
        "\(effect.rawValue)(principal, action, resource) when { \(condition.cedar(facts)) };"
    }
}

extension Condition {
    /// With what settles a list before the rest, for these facts; in its own order without facts.
    fileprivate func cedar(_ facts: ActionFacts?) -> String {
        func joined(_ parts: [Condition], _ operation: String, first: Truth) -> String {
            guard let facts else { return "(\(parts.map { $0.cedar(nil) }.joined(separator: operation)))" }
            let sorted = parts.filter { $0.truth(facts) == first } + parts.filter { $0.truth(facts) != first }
            return "(\(sorted.map { $0.cedar(facts) }.joined(separator: operation)))"
        }
        return switch self {
        case .all(let parts): joined(parts, " && ", first: .notHeld)
        case .any(let parts): joined(parts, " || ", first: .held)
        case .predicate(.fact(let name, let globs)):
            "(\(globs.map { "context.\(name.rawValue) like \"\($0.cedar)\"" }.joined(separator: " || ")))"
        case .predicate(.argument(let name, let comparison)): "(\(comparison.cedar("context.arguments.\(name)")))"
        case .predicate: "false"
        }
    }

    private func truth(_ facts: ActionFacts) -> Truth {
        let place = Place(file: "approvals.yaml", line: 1)
        return RuleEvaluation(
            ApprovalRule(
                name: "part", effect: .permit, description: nil, condition: self, requirement: nil, place: place), facts
        ).truth
    }
}

extension Glob {
    fileprivate var cedar: String { description.replacing("**", with: "*") }
}

extension Comparison {
    fileprivate func cedar(_ value: String) -> String {
        switch self {
        case .equals(let wanted): "\(value) == \(wanted.canonical)"
        case .oneOf(let wanted): "[\(wanted.map(\.canonical).joined(separator: ", "))].contains(\(value))"
        case .matches(let globs): globs.map { "\(value) like \"\($0.cedar)\"" }.joined(separator: " || ")
        case .number(let relation, let limit):
            switch relation {
            case .atMost: "\(value) <= \(limit.canonical)"
            case .atLeast: "\(value) >= \(limit.canonical)"
            case .above: "\(value) > \(limit.canonical)"
            case .below: "\(value) < \(limit.canonical)"
            }
        }
    }
}

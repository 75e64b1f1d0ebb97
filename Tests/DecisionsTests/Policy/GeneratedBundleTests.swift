import Decisions
import Domain
import Formats
import Testing

/// A thousand bundles that nobody wrote, good and bad: what the check accepts can be evaluated, whatever is asked.
@Suite struct GeneratedBundleTests {
    @Test func whatTheCheckAcceptsCanBeEvaluated() throws {
        var files = try Bundles.files(in: Bundles.packageRoot.appending(path: "policies/small-team"))
            .filter { !$0.key.hasPrefix("cases/") }
        let good = try PolicyBundleReader.read(files)
        var accepted = 0
        for seed in 1...1000 as ClosedRange<UInt64> {
            var generator = RuleText(seed: seed)
            files["approvals.yaml"] = Array(JSON.object(["rules": .array(generator.rules())]).canonical.utf8)
            let bundle: PolicyBundle
            do {
                bundle = try PolicyBundleReader.read(files)
            } catch {
                #expect(!error.all.isEmpty && error.all.allSatisfy { $0.file == "approvals.yaml" && $0.line >= 1 })
                continue
            }
            accepted += 1
            for action in bundle.actions {
                let facts = generator.facts(action, bundle)
                let decision = bundle.decide(facts)
                #expect(!decision.reasons.isEmpty && (decision.outcome == .hold) == !decision.requirements.isEmpty)
                #expect(bundle.explain(facts).allSatisfy { !$0.explanation.lines.isEmpty })
            }
            #expect(bundle.changes(since: bundle).isEmpty)
            _ = bundle.changes(since: good)
        }
        #expect((200...950).contains(accepted), "\(accepted) of 1000")
    }
}

/// Rules as an admin could type them: mostly right, sometimes with a wrong word or type.
private struct RuleText {
    private var generator: Generator

    init(seed: UInt64) { generator = Generator(seed: seed) }

    mutating func rules() -> [JSON] {
        (0..<Int.random(in: 1...4, using: &generator)).map { index in
            let effect = generator.one(of: "permit", "forbid", "hold")
            var rule: [String: JSON] = ["name": .string("r\(index)"), "effect": .string(effect), "if": condition(0)]
            if effect == "hold" {
                rule["sign_off"] = generator.one(of: "confirmation", "countersignature", "countersignature")
                rule["requires"] = demand(0)
            }
            if Int.random(in: 0...25, using: &generator) == 0 {
                rule[generator.one(of: "options", "iff", "sign_off")] = "x"
            }
            return .object(rule)
        }
    }

    private mutating func condition(_ depth: Int) -> JSON {
        if depth < 3 && Int.random(in: 0...3, using: &generator) == 0 {
            let parts = (0..<Int.random(in: 1...3, using: &generator)).map { _ in condition(depth + 1) }
            return .object([generator.one(of: "all", "any"): .array(parts)])
        }
        let (key, value): (String, JSON) = generator.one(
            of: ("action", "git.release"), ("action", "**"), ("team", "n*"), ("risk", ["at_least": "shared"]),
            ("taint", "web"),
            ("trust", ["at_most": "draft"]), ("amount", ["above": 5]), ("budget", ["below": 50.5]), ("currency", "EUR"),
            ("recipient_domain", "*.example"), ("arguments", ["amount": ["at_most": 3]]),
            ("arguments", ["text": ["matches": "a*"]]),
            ("time", ["zone": "Europe/Berlin", "from": "08:00", "to": "18:00"]), ("time", ["zone": "Berlin"]),
            ("path", "**"),
            ("requester_role", "admin"), ("risk", "grave"), ("use_case", "release-notes"))
        return .object([key: value])
    }

    private mutating func demand(_ depth: Int) -> JSON {
        if depth < 2 && Int.random(in: 0...2, using: &generator) == 0 {
            return .object([generator.one(of: "all", "any"): .array([demand(depth + 1), demand(depth + 1)])])
        }
        return generator.one(
            of: ["roles": ["admin"]], ["count": 2, "people": ["ann", "ben"]], ["competence": "legal"],
            ["teams": ["x"], "count": 3],
            ["count": 9, "people": ["ann"]])
    }

    mutating func facts(_ action: ActionDefinition, _ bundle: PolicyBundle) -> ActionFacts {
        var facts = generator.facts()
        facts.action = action
        facts.useCase = bundle.useCases.randomElement(using: &generator)
        facts.arguments = generator.one(
            of: [:], ["amount": 1, "text": "abc", "channel": "a@b.example"], ["amount": "much", "channel": [1]], .null)
        return facts
    }
}

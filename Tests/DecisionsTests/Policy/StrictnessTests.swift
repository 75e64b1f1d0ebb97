import Decisions
import Domain
import Formats
import Testing

/// What counts as weaker. The proof is one-sided: it may call something weaker that is not, never the other way round.
@Suite struct StrictnessTests {
    private static let base = """
          - {name: free, effect: permit, if: {action: notes.append}}
          - {name: held, effect: hold, if: {action: customer.refund, arguments: {amount: {at_most: 200}}}, sign_off: countersignature, requires: {count: 2, roles: [admin]}}
          - {name: never, effect: forbid, if: {action: team.notify, recipients: ["#all*", "#general"]}}

        """

    private func weaker(_ rules: String, since old: String = base) throws -> [String] {
        try Bundles.with(rules: rules).changes(since: Bundles.with(rules: old)).weakenings.map(\.subject)
    }

    private func edited(_ from: String, _ to: String) -> String { Self.base.replacing(from, with: to) }

    @Test(arguments: [
        // A forbid more, or a wider one.
        ("#all*\", ", "#all*\", \"#x\", ", false),
        ("[\"#all*\", ", "[", true),
        // A hold that asks more or covers more of what was let through.
        ("count: 2", "count: 3", false), ("count: 2", "count: 1", true),
        ("roles: [admin]", "roles: [admin, reviewer]", true), ("roles: [admin]", "people: [ann, ben]", true),
        (
            "requires: {count: 2, roles: [admin]}", "requires: {all: [{count: 2, roles: [admin]}, {people: [ann]}]}",
            false
        ),
        (
            "requires: {count: 2, roles: [admin]}", "requires: {any: [{count: 2, roles: [admin]}, {people: [ann]}]}",
            true
        ),
        ("requires: {count: 2, roles: [admin]}", "requires: {count: 2, roles: [admin], competence: legal}", false),
        ("roles: [admin]}", "roles: [admin]}, options: {exclude_contributors: false}", true),
        ("countersignature, requires: {count: 2, roles: [admin]}", "confirmation, requires: {roles: [admin]}", true),
        // Larger refunds were denied; of those that were held, what is left out is denied now.
        ("at_most: 200", "at_most: 300", true), ("at_most: 200", "at_most: 100", false),
        // A permit more, a permit less, a permit that became a question.
        ("{action: notes.append}", "{action: [notes.append, team.notify]}", true),
        ("{action: notes.append}", "{action: notes.append, mode: cowork}", false),
        ("effect: permit, if: {action: notes.append}}", "effect: forbid, if: {action: notes.append}}", false),
        (
            "effect: permit, if: {action: notes.append}}",
            "effect: hold, if: {action: notes.append}, sign_off: confirmation, requires: {count: 1}}", false
        ),
        ("free", "renamed", false), ("never", "renamed", false), ("held", "renamed", false),
    ])
    func oneEdit(from: String, to: String, isWeaker: Bool) throws {
        let found = try weaker(edited(from, to))
        #expect(found.isEmpty != isWeaker, "\(found)")
    }

    @Test func addingAForbidIsNeverWeakerAndRemovingOneIs() throws {
        let more = Self.base + "  - {name: more, effect: forbid, if: {mode: cowork}}\n"
        #expect(try weaker(more) == [])
        #expect(try weaker(Self.base, since: more) == ["rule more"])
        // Unless another one forbids all of it.
        let twice =
            Self.base + "  - {name: more, effect: forbid, if: {action: team.notify, recipients: \"#general\"}}\n"
        #expect(try weaker(Self.base, since: twice) == [])
    }

    /// What a narrower hold leaves out is stricter where it is denied, and weaker where another rule lets it through.
    @Test(arguments: [
        ("", false), ("permit, if: {action: customer.refund}", true),
        ("permit, if: {action: customer.refund, arguments: {amount: {at_most: 50}}}", false),
        ("permit, if: {action: customer.refund, arguments: {amount: {at_most: 150}}}", true),
        ("permit, if: {action: \"*\"}", true), ("permit, if: {mode: cowork}", true),
        ("permit, if: {mode: cowork, action: git.release}", false),
        ("hold, if: {action: customer.refund}, sign_off: countersignature, requires: {roles: [admin]}", true),
        (
            "hold, if: {action: customer.refund}, sign_off: countersignature, requires: {count: 3, roles: [admin]}",
            false
        ),
    ])
    func whatANarrowerHoldLeavesOut(rule: String, isWeaker: Bool) throws {
        let other = rule.isEmpty ? "" : "  - {name: other, effect: \(rule)}\n"
        let found = try weaker(edited("at_most: 200", "at_most: 100") + other, since: Self.base + other)
        #expect(found.isEmpty != isWeaker, "\(found)")
    }

    /// A rule is what it decides: by another name it is the same.
    @Test(arguments: ["free", "held", "never"]) func aRenamedRuleIsSaidToBe(name: String) throws {
        let changes = try Bundles.with(rules: edited("name: \(name)", "name: other"))
            .changes(since: Bundles.with(rules: Self.base))
        #expect(
            changes.map { "\($0.direction) \($0.subject): \($0.text)" } == ["neutral rule other: renamed, was \(name)"])
    }

    /// A hold where nothing let anything through opens a door.
    @Test func aHoldOnWhatWasDeniedIsWeaker() throws {
        let door = """
              - {name: door, effect: hold, if: {action: git.release}, sign_off: countersignature, requires: {roles: [admin]}}

            """
        #expect(try weaker(Self.base + door) == ["rule door"])
    }

    /// What could not be told denied; the rule that asked must stay.
    @Test func takingAwayAQuestionThatCouldNotBeAnsweredIsWeaker() throws {
        let asks = Self.base + "  - {name: asks, effect: permit, if: {action: notes.append, budget: {below: 90}}}\n"
        #expect(try weaker(Self.base, since: asks) == ["rule asks"])
    }

    /// One rule for another, beside those of the base: both ways.
    @Test(arguments: [
        // At the limit itself, which is not meant.
        (
            "forbid, if: {action: customer.refund, arguments: {amount: {below: 9}}}",
            "forbid, if: {action: customer.refund, arguments: {amount: {at_most: 9}}}", false, true
        ),
        // A pattern is no text that another pattern could match.
        (
            "forbid, if: {action: team.notify, recipients: \"#g*\"}",
            "forbid, if: {action: team.notify, recipients: \"#g?\"}", true, false
        ),
        ("forbid, if: {action: \"notes*\"}", "forbid, if: {action: \"**\"}", false, true),
        (
            "permit, if: {action: team.notify, recipients: [a, b]}",
            "permit, if: {action: team.notify, recipients: a}",
            false, true
        ),
        // What contains a pattern matches all that it does.
        (
            "forbid, if: {action: team.notify, recipients: \"#ab*\"}",
            "forbid, if: {action: team.notify, recipients: \"#a*\"}", false, true
        ),
        ("forbid, if: {template: \"ab*\"}", "forbid, if: {template: \"a*\"}", false, true),
        // Hours within hours, over midnight too; where the time cannot be told, both deny.
        (
            "permit, if: {action: git.release, time: {zone: UTC, from: \"22:00\", to: \"06:00\"}}",
            "permit, if: {action: git.release, time: {zone: UTC, from: \"23:00\", to: \"05:00\"}}", false, true
        ),
        (
            "forbid, if: {action: notes.append, time: {zone: UTC, days: [monday]}}",
            "forbid, if: {action: notes.append, time: {zone: UTC, days: [monday, friday]}}", false, true
        ),
        (
            "forbid, if: {time: {zone: UTC, days: [monday]}}",
            "forbid, if: {time: {zone: Europe/Berlin, days: [monday]}}", true, true
        ),
        // Where the budget used cannot be told, both deny; not so where the hours are others.
        (
            "permit, if: {action: git.release, budget: {at_most: 90}}",
            "permit, if: {action: git.release, budget: {at_most: 50}}", false, true
        ),
        (
            "forbid, if: {budget: {above: 90}, time: {zone: UTC, days: [monday, friday]}}",
            "forbid, if: {budget: {above: 90}, time: {zone: UTC, days: [monday]}}", true, true
        ),
        // Of what stays in the team and can be undone the floor asks nothing.
        (
            "permit, if: {action: notes.append}",
            "hold, if: {action: notes.append}, sign_off: countersignature, requires: {people: [ann]}", false, true
        ),
        (
            "hold, if: {action: notes.append}, sign_off: confirmation, requires: {count: 1}",
            "hold, if: {action: notes.append}, sign_off: countersignature, requires: {people: [ann]}", false, true
        ),
        // What may be missing cannot be told, and denied; where nothing else lets it through, it still is.
        (
            "permit, if: {action: git.release, arguments: {message: {equals: x}}}", "forbid, if: {mode: cowork}", false,
            true
        ),
        ("permit, if: {action: team.notify, recipient_domain: x.org}", "forbid, if: {mode: cowork}", false, true),
        (
            "permit, if: {action: git.release, arguments: {branch: {equals: x}}}", "forbid, if: {mode: cowork}", false,
            true
        ),
        // The same question denies where it cannot be told, whatever its effect.
        (
            "permit, if: {action: git.release, arguments: {message: {equals: x}}}",
            "forbid, if: {action: git.release, arguments: {message: {equals: x}}}", false, true
        ),
        (
            "permit, if: {action: team.notify, recipient_domain: x.org}",
            "forbid, if: {action: team.notify, recipient_domain: x.org}", false, true
        ),
        // A countersignature of somebody whom the floor does not know stands in for the floor.
        (
            "permit, if: {action: git.release}",
            "hold, if: {action: git.release}, sign_off: countersignature, requires: {people: [ann]}", true, true
        ),
        (
            "permit, if: {action: git.release}",
            "hold, if: {action: git.release}, sign_off: countersignature, requires: {roles: [admin]}", false, true
        ),
        (
            "permit, if: {action: notes.append}",
            "hold, if: {action: notes.append}, sign_off: confirmation, requires: {people: [ann]}", true, true
        ),
    ]) func oneRule(old: String, new: String, isWeaker: Bool, back: Bool) throws {
        let (one, other) = ("  - {name: r, effect: \(old)}\n", "  - {name: r, effect: \(new)}\n")
        let found = try (
            weaker(Self.base + other, since: Self.base + one), weaker(Self.base + one, since: Self.base + other)
        )
        #expect(found.0.isEmpty != isWeaker && found.1.isEmpty != back, "\(found)")
    }

    /// An argument that the schema does not demand may be missing, and then nothing can be told.
    @Test(arguments: [("required: [page, text]", false), ("required: [text]", true), ("minProperties: 2", true)])
    func whatTheSchemaDemandsIsThere(demand: String, isWeaker: Bool) throws {
        let asks =
            Self.base + "  - {name: r, effect: permit, if: {action: notes.append, arguments: {page: {equals: x}}}}\n"
        func bundle(_ rules: String) throws -> PolicyBundle {
            var files = try Bundles.files(in: Bundles.packageRoot.appending(path: "policies/small-team"))
                .filter { !$0.key.hasPrefix("cases/") }
            files["approvals.yaml"] = Array("rules:\n\(rules)".utf8)
            let actions = String(decoding: files["actions.yaml"] ?? [], as: UTF8.self)
                .replacing("target: \"{page}\"", with: "target: the notebook")
                .replacing("preview: \"Add a line to the page {page}\"", with: "preview: Add a line")
            files["actions.yaml"] = Array(actions.replacing("required: [page, text]", with: demand).utf8)
            return try PolicyBundleReader.read(files)
        }
        #expect(try bundle(Self.base).changes(since: bundle(asks)).weakenings.isEmpty != isWeaker)
    }

    /// A forbid may go with the actions that it is about, and only with all of them.
    @Test(arguments: [("alpha", false), ("[alpha, beta]", true), ("\"**\"", true)])
    func aForbidGoesWithItsActions(about: String, isWeaker: Bool) throws {
        func bundle(_ names: [String], _ rules: String) throws -> PolicyBundle {
            let actions = names.map {
                """
                  - {name: \($0), description: Does it., class: write, reversible: true, executor: notes, target: it,
                     preview: Do it, arguments: {type: object, additionalProperties: false}}

                """
            }
            return try Bundles.with(rules: rules, actions: "actions:\n" + actions.joined())
        }
        let permit = "  - {name: free, effect: permit, if: {action: beta}}\n"
        let old = try bundle(["alpha", "beta"], permit + "  - {name: no, effect: forbid, if: {action: \(about)}}\n")
        let found = try bundle(["beta"], permit).changes(since: old).weakenings.map(\.subject)
        #expect(found == (isWeaker ? ["rule no"] : []))
    }

    /// An action that only a forbid is about can be had by nobody.
    @Test(arguments: [("", false), ("forbid", false), ("permit", true)])
    func aNewActionWeakensWhereItCanBeHad(effect: String, isWeaker: Bool) throws {
        func bundle(_ more: String, _ rule: String) throws -> PolicyBundle {
            var files = try Bundles.files(in: Bundles.packageRoot.appending(path: "policies/small-team"))
                .filter { !$0.key.hasPrefix("cases/") }
            files["approvals.yaml"] = Array("rules:\n\(Self.base)\(rule)".utf8)
            func edit(_ name: String, _ edit: (String) -> String) {
                files[name] = Array(edit(String(decoding: files[name] ?? [], as: UTF8.self)).utf8)
            }
            edit("actions.yaml") { $0 + more }
            if !more.isEmpty {
                edit("use-cases.yaml") { $0.replacing("notes.append]", with: "notes.append, notes.remove]") }
            }
            return try PolicyBundleReader.read(files)
        }
        let action = """
              - {name: notes.remove, class: write, reversible: true, description: Take a line away., arguments: {type: object},
                executor: notes, target: notes, preview: Take a line away}

            """
        let rule = effect.isEmpty ? "" : "  - {name: r, effect: \(effect), if: {action: notes.remove}}\n"
        let changes = try bundle(action, rule).changes(since: bundle("", ""))
        #expect(changes.weakenings.contains { $0.subject == "action notes.remove" } == isWeaker, "\(changes)")
        #expect(changes.contains { $0.subject == "action notes.remove" })
    }

    /// What nothing lets through needs no hold.
    @Test func aHoldOnWhatIsClosedCanGo() throws {
        let lines = Self.base.split(separator: "\n").filter { !$0.contains("name: held") }
        #expect(try weaker(lines.joined(separator: "\n") + "\n") == [])
    }

    /// The rule that asks for a value is about those who have less of it as well.
    @Test(arguments: [
        ("use-cases.yaml", "level: write", "level: draft", "permission_level: draft"),
        ("actions.yaml", "reversible: true", "reversible: false", "reversible: false"),
    ]) func whatARuleAsksForIsNotJustLess(file: String, from: String, to: String, condition: String) throws {
        func isWeaker(_ rules: String) throws -> Bool {
            var files = try Bundles.files(in: Bundles.packageRoot.appending(path: "policies/small-team"))
                .filter { !$0.key.hasPrefix("cases/") }
            files["approvals.yaml"] = Array("rules:\n\(Self.base)\(rules)".utf8)
            let old = try PolicyBundleReader.read(files)
            files[file] = Array(String(decoding: files[file] ?? [], as: UTF8.self).replacing(from, with: to).utf8)
            return try !PolicyBundleReader.read(files).changes(since: old).weakenings.isEmpty
        }
        #expect(try !isWeaker(""))
        #expect(
            try isWeaker("  - {name: r, effect: permit, if: {action: [notes.append, git.release], \(condition)}}\n"))
    }

    @Test(arguments: [
        ("use-cases.yaml", "risk: shared", "risk: routine", false),
        ("use-cases.yaml", "risk: routine", "risk: shared", true),
        ("use-cases.yaml", "modes: [cowork]", "modes: [cowork, dispatch]", true),
        ("use-cases.yaml", "level: write", "level: draft", false),
        ("use-cases.yaml", "level: draft", "level: act", true),
        ("use-cases.yaml", "tools: [Read, Write]", "tools: [Read]", false),
        ("use-cases.yaml", "templates: [release-notes]", "templates: [\"**\"]", true),
        ("use-cases.yaml", "actions: [git.release, notes.append]", "actions: [git.release]", false),
        ("actions.yaml", "limit_per_run: 3", "limit_per_run: 2", false),
        ("actions.yaml", "limit_per_run: 3", "limit_per_run: 4", true),
        ("actions.yaml", "class: pay", "class: write", true),
        ("actions.yaml", "reversible: true", "reversible: false", false),
        ("actions.yaml", "reversible: false", "reversible: true", true),
        ("actions.yaml", "maxLength: 2000", "maxLength: 3000", true),
        ("actions.yaml", "maxLength: 2000", "maxLength: 1000", false),
        ("actions.yaml", "executor: refund", "executor: x", true),
        ("actions.yaml", "Send a notice to {channel}", "Send {channel}", true),
        ("actions.yaml", "description: Send a short notice", "description: Send a notice", false),
        ("review.yaml", "approvals: 2, lifetime: 72h", "approvals: 3, lifetime: 72h", false),
        ("review.yaml", "lifetime: 7d", "lifetime: 7d, overdue: 23h", true),
        ("review.yaml", "lifetime: 7d", "lifetime: 7d, overdue: 25h", false),
        ("review.yaml", "lifetime: 7d", "lifetime: 6d", false), ("review.yaml", "words: 6000", "words: 5000", false),
        ("review.yaml", "supervised_runs: 0", "supervised_runs: 1", false),
        ("OWNERS", "kind:analysis    @@reviewer", "kind:analysis    @ann", true),
        ("OWNERS", "kind:analysis    @@reviewer\n", "", true),
        ("OWNERS", "*      ", "kind:code @@admin\n*      ", false),
        ("OWNERS", "kind:message", "[Mail][2] @@admin\nkind:message", true),
        ("OWNERS", "kind:message     @@admin\n", "kind:message     @@admin\n[Data][2] @@reviewer\n*.csv\n", false),
        ("OWNERS", "kind:message     @@admin\n", "kind:message     @@admin\n[Data][2] @ann @bob\n*.csv\n", true),
        ("OWNERS", "kind:message     @@admin\n", "kind:message     @@admin\n!*.csv\n", true),
        ("OWNERS", "kind:message     @@admin\n", "kind:message     @@admin\n^[Fallback]\n* @@admin\n", true),
    ])
    func otherFiles(file: String, from: String, to: String, isWeaker: Bool) throws {
        var files = try Bundles.files(in: Bundles.packageRoot.appending(path: "policies/small-team"))
            .filter { !$0.key.hasPrefix("cases/") }
        let old = try PolicyBundleReader.read(files)
        let text = String(decoding: files[file] ?? [], as: UTF8.self)
        #expect(text.contains(from))
        files[file] = Array(text.replacing(from, with: to).utf8)
        let new = try PolicyBundleReader.read(files)
        let changes = new.changes(since: old)
        #expect(!changes.isEmpty && changes.weakenings.isEmpty != isWeaker, "\(changes)")
        #expect(old.changes(since: old) == [])
        // What is stricter one way is weaker the other.
        if !isWeaker && changes.contains(where: { $0.direction == .stricter }) {
            #expect(!old.changes(since: new).weakenings.isEmpty)
        }
    }

    /// What somebody says yes to stands in the change itself.
    @Test(arguments: [
        (
            "approvals.yaml", "amount: {at_most: 200}", "amount: {at_most: 300}",
            "its conditions: - amount is at most 200, + amount is at most 300; it can let through what was denied, or asks "
                + "less than what holds for every team"
        ),
        ("actions.yaml", "class: pay", "class: write", "class: pay became write"),
        ("actions.yaml", "executor: refund", "executor: x", "executor: refund became x"),
        (
            "actions.yaml", "enum: [EUR, USD]", "enum: [EUR]",
            #"stricter arguments, property currency: {"enum":["EUR","USD"],"type":"string"} became {"enum":["EUR"],"type":"string"}"#
        ),
        (
            "use-cases.yaml", "templates: [release-notes]", "templates: [\"release-*\"]",
            "templates: release-* added; neutral templates: release-notes is within the others now"
        ),
    ])
    func aChangeSaysFromWhatToWhat(file: String, from: String, to: String, text: String) throws {
        var files = try Bundles.files(in: Bundles.packageRoot.appending(path: "policies/small-team"))
            .filter { !$0.key.hasPrefix("cases/") }
        let old = try PolicyBundleReader.read(files)
        files[file] = Array(String(decoding: files[file] ?? [], as: UTF8.self).replacing(from, with: to).utf8)
        let texts = try PolicyBundleReader.read(files).changes(since: old).map { change in
            (change.direction == .weaker ? "" : "\(change.direction.rawValue) ") + change.text
        }
        #expect(texts.joined(separator: "; ") == text)
    }

    /// On bundles and requests that nobody thought of: what is not called weaker never decides more mildly.
    @Test func whatIsNotWeakerNeverDecidesMoreMildly() throws {
        var proven = 0
        for seed in 1...3000 as ClosedRange<UInt64> {
            var generator = Generator(seed: seed)
            let old = generator.rules()
            let new = generator.edited(old)
            let before = generator.catalogued(old)
            let after = generator.catalogued(new)
            guard after.changes(since: before).weakenings.isEmpty else { continue }
            proven += 1
            for _ in 0..<25 {
                let facts = generator.facts(in: before)
                let (one, other) = (before.decide(facts), after.decide(facts))
                #expect(other.isAtLeast(one), "seed \(seed): \(old) became \(new); \(one) became \(other)")
            }
        }
        #expect(proven > 500, "too few to mean anything: \(proven)")
    }
}

extension PolicyDecision {
    /// The order of decisions, asked of two answers to one request.
    fileprivate func isAtLeast(_ other: PolicyDecision) -> Bool {
        if outcome != other.outcome { return outcome < other.outcome }
        return other.requirements.allSatisfy { wanted in requirements.contains { $0.isAtLeast(wanted) } }
    }
}

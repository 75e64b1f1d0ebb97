import Decisions
import Domain

/// Bundles and requests out of a seed (SplitMix64).
struct Generator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func one<Value>(of values: Value...) -> Value {
        values[Int.random(in: 0..<values.count, using: &self)]
    }

    mutating func rules() -> [ApprovalRule] {
        (0..<Int.random(in: 0...5, using: &self)).map { index in
            rule(effect: one(of: .permit, .permit, .hold, .forbid), name: "rule\(index)")
        }
    }

    mutating func rule(effect: ApprovalRule.Effect, name: String) -> ApprovalRule {
        let byOthers = Bool.random(using: &self)
        let requirement = Requirement(
            rule: name, tier: byOthers ? .countersignature : .confirmation,
            count: Int.random(in: 1...2, using: &self), people: one(of: [], ["ann"]), roles: [.reviewer],
            excludeRequester: byOthers, excludeContributors: Bool.random(using: &self))
        return ApprovalRule(
            name: name, effect: effect, description: nil, condition: condition(depth: 0),
            requirement: effect == .hold ? requirement : nil, place: Place(file: "approvals.yaml", line: 1))
    }

    private mutating func condition(depth: Int) -> Condition {
        let kind = depth < 2 ? Int.random(in: 0...3, using: &self) : 3
        let parts = kind < 2 ? (0..<Int.random(in: 1...3, using: &self)).map { _ in condition(depth: depth + 1) } : []
        return kind == 0 ? .all(parts) : kind == 1 ? .any(parts) : .predicate(predicate())
    }

    private mutating func predicate() -> Predicate {
        switch Int.random(in: 0...11, using: &self) {
        case 0: .fact(.action, oneOf: [one(of: "a", "b", "**")])
        case 1: .fact(.risk, oneOf: [one(of: "routine", "shared")])
        case 2: .fact(.path, oneOf: [one(of: "x/*", "y", "**")])
        case 3: .fact(.mode, oneOf: [one(of: "cowork", "dispatch")])
        case 4: .fact(.requesterRole, oneOf: [one(of: "member", "admin")])
        case 5:
            .argument(one(of: "n", "n", "n", "absent"), .number(one(of: .atMost, .above), .integer(one(of: 3, 5, 7))))
        case 6: .fact(.taint, oneOf: [one(of: "none", "web", "unknown_tool")])
        case 7: .budget(.number(one(of: .atMost, .above), .integer(one(of: 50, 90))))
        case 8: .fact(.trust, oneOf: [one(of: "observe", "draft")])
        case 9: .fact(.template, oneOf: [one(of: "ab*", "a*", "abc")])
        case 10: .time(window())
        default: .fact(.actionClass, oneOf: [one(of: "pay", "write", "read")])
        }
    }

    private mutating func window() -> TimeWindow {
        let zones = ["UTC", "Europe/Berlin"].compactMap(ZoneName.init)
        return TimeWindow(
            zone: zones[Int.random(in: 0..<zones.count, using: &self)],
            days: one(of: [.monday, .tuesday], [.monday], Set(Weekday.allCases)),
            opens: one(of: 0, 540, 1200), closes: one(of: 360, 1020, 1440))
    }

    mutating func facts() -> ActionFacts {
        let actionClass: ActionClass = one(of: .read, .write, .pay, .communicate, .delete)
        let action = ActionDefinition(
            name: one(of: "a", "b"), actionClass: actionClass, reversible: Bool.random(using: &self), description: "",
            argumentSchema: ["type": "object"], executor: "x", target: .constant, preview: .constant,
            recipientsArgument: nil, limitPerRun: 1, place: Place(file: "actions.yaml", line: 1))
        let useCase = UseCase(
            name: "u", description: "", riskCeiling: .irreversible, modes: Mode.allCases,
            level: one(of: .draft, .write, .act), kinds: OutputKind.allCases,
            actions: one(of: ["a", "b", "c", "d"], ["a", "b", "c", "d"], ["a"]),
            actionClasses: [], tools: [], templates: ["**"], place: Place(file: "use-cases.yaml", line: 1))
        var facts = ActionFacts(
            template: one(of: "t", "a1", "abc"), useCase: useCase, mode: one(of: .cowork, .dispatch),
            risk: one(of: .routine, .shared),
            outputs: one(
                of: [], [OutputDeclaration(path: "x/1", kind: .data)],
                [
                    OutputDeclaration(path: "x/1", kind: .data), OutputDeclaration(path: "y", kind: .document),
                ]),
            action: action, arguments: ["n": .integer(Int64.random(in: 0...10, using: &self))],
            requester: PersonFacts(id: "per_1", login: "ann", roles: one(of: [.member], [.admin, .reviewer])),
            contributors: [], policyEditors: [], earlierRequests: 0)
        facts.taint = one(of: [], [.web], [.unknownTool], [.web, .mail])
        facts.trust = one(of: .observe, .draft)
        facts.budgetUsedPercent = one(of: nil, 10, 70, 95)
        let minute = Int.random(in: 0..<1440, using: &self)
        let time = LocalTime(day: one(of: .monday, .tuesday, .sunday), minute: minute)
        facts.localTimes = one(of: LocalTimes(), LocalTimes(everywhere: time))
        return facts
    }

    /// The rules after one to three edits such as an admin makes.
    mutating func edited(_ rules: [ApprovalRule]) -> [ApprovalRule] {
        var rules = rules
        for step in 0..<Int.random(in: 1...3, using: &self) {
            let index = rules.indices.randomElement(using: &self)
            switch (Int.random(in: 0...10, using: &self), index) {
            case (8...9, let index?): rules[index] = adjusted(rules[index])
            case (10, let index?): rules.append(heavier(rules[index], name: "new\(step)"))
            case (0, let index?): rules.remove(at: index)
            case (1, let index?): rules[index] = rule(effect: rules[index].effect, name: rules[index].name)
            case (2, let index?): rules[index] = rule(effect: one(of: .permit, .hold, .forbid), name: rules[index].name)
            case (3, let index?): rules[index] = narrowed(rules[index])
            case (4, let index?): rules[index] = tightened(rules[index], name: rules[index].name)
            case (5, let index?): rules[index] = tightened(rules[index], name: "new\(step)")
            case (6, _): rules.append(rule(effect: one(of: .permit, .hold), name: "new\(step)"))
            default: rules.append(rule(effect: .forbid, name: "new\(step)"))
            }
        }
        return rules
    }

    /// The same with other limits, hours or patterns in it, or with another weight.
    private mutating func adjusted(_ rule: ApprovalRule) -> ApprovalRule {
        if Int.random(in: 0...2, using: &self) == 0 { return heavier(rule, name: rule.name) }
        return ApprovalRule(
            name: rule.name, effect: rule.effect, description: nil, condition: adjusted(rule.condition),
            requirement: rule.requirement, place: rule.place)
    }

    private mutating func adjusted(_ condition: Condition) -> Condition {
        switch condition {
        case .all(let parts): return .all(parts.map { adjusted($0) })
        case .any(let parts): return .any(parts.map { adjusted($0) })
        case .predicate(.fact(.template, _)): return .predicate(.fact(.template, oneOf: [one(of: "ab*", "a*", "abc")]))
        case .predicate(.budget): return .predicate(.budget(.number(.atMost, .integer(one(of: 50, 90)))))
        case .predicate(.time(let window)):
            let other = self.window()
            return .predicate(
                .time(TimeWindow(zone: window.zone, days: other.days, opens: other.opens, closes: other.closes)))
        case .predicate: return condition
        }
    }

    /// What the rule is about, held for somebody's yes.
    private mutating func heavier(_ rule: ApprovalRule, name: String) -> ApprovalRule {
        let other = self.rule(effect: .hold, name: name)
        let requirement = Requirement(
            rule: name, tier: .countersignature, count: 1, people: [], roles: [one(of: .reviewer, .admin)],
            excludeRequester: true, excludeContributors: Bool.random(using: &self))
        return ApprovalRule(
            name: name, effect: .hold, description: nil, condition: rule.condition,
            requirement: one(of: requirement, other.requirement ?? requirement), place: rule.place)
    }

    /// The same, about less; or the same by another name.
    private mutating func tightened(_ rule: ApprovalRule, name: String) -> ApprovalRule {
        let condition: Condition =
            name == rule.name ? .all([rule.condition, .predicate(predicate())]) : rule.condition
        return ApprovalRule(
            name: name, effect: rule.effect, description: nil, condition: condition, requirement: rule.requirement,
            place: rule.place)
    }

    private mutating func narrowed(_ rule: ApprovalRule) -> ApprovalRule {
        let other = self.rule(effect: one(of: rule.effect, .hold), name: rule.name)
        return ApprovalRule(
            name: rule.name, effect: other.effect, description: nil,
            condition: one(
                of: rule.condition, .all([rule.condition, other.condition]), .any([rule.condition, other.condition])),
            requirement: other.requirement ?? (other.effect == .hold ? rule.requirement : nil), place: rule.place)
    }

    /// A bundle with a catalogue of two actions, for what looks at the catalogue.
    mutating func catalogued(_ rules: [ApprovalRule]) -> PolicyBundle {
        PolicyBundle(
            useCases: [], actions: Self.catalogue, rules: rules, review: ReviewSettings(), owners: Owners(sections: []),
            cases: [], digest: Digest.of(""))
    }

    mutating func facts(in bundle: PolicyBundle) -> ActionFacts {
        var facts = facts()
        facts.action = bundle.actions[Int.random(in: 0..<bundle.actions.count, using: &self)]
        return facts
    }

    private static let catalogue: [ActionDefinition] = [
        ("a", .write, true), ("b", .pay, true), ("c", .delete, false), ("d", .read, true),
    ].map { name, actionClass, reversible in
        ActionDefinition(
            name: name, actionClass: actionClass, reversible: reversible, description: "",
            argumentSchema: ["type": "object"], executor: "x", target: .constant, preview: .constant,
            recipientsArgument: nil, limitPerRun: 1, place: Place(file: "actions.yaml", line: 1))
    }

    func bundle(_ rules: some Sequence<ApprovalRule>) -> PolicyBundle {
        PolicyBundle(
            useCases: [], actions: [], rules: Array(rules), review: ReviewSettings(), owners: Owners(sections: []),
            cases: [],
            digest: Digest.of(""))
    }
}

extension TextTemplate {
    static var constant: TextTemplate {
        guard let template = TextTemplate("target") else { preconditionFailure("a text without braces") }
        return template
    }
}

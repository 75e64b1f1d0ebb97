import Domain

/// `approvals.yaml`: the named rules.
enum ApprovalsReader {
    private static let keys = ["name", "effect", "description", "if", "sign_off", "requires", "options"]

    static func read(_ file: PolicyFile) -> [ApprovalRule] {
        let rules = file.entries("rules", "a rule", keys: keys).compactMap { rule($0, file) }
        file.refuseRepeats(rules.map { ($0.name, $0.place) })
        return rules
    }

    private static func rule(_ reader: MappingReader, _ file: PolicyFile) -> ApprovalRule? {
        let name = reader.name("name")
        refuseBuiltInName(name, reader)
        let effect = reader.word("effect", of: ApprovalRule.Effect.self)
        let description = reader.optionalString("description")
        let condition = reader.node("if").flatMap { ConditionReader(file: file).condition($0) }
        guard let effect else { return nil }
        let requirement = effect == .hold ? requirement(reader, rule: name ?? "") : nil
        if effect != .hold {
            for key in ["sign_off", "requires", "options"] {
                guard let node = reader.optionalNode(key) else { continue }
                file.problems.report(
                    "\(key) belongs to a rule with effect hold; this one is \(effect.rawValue)", at: node)
            }
        }
        guard let name, let condition, effect != .hold || requirement != nil else { return nil }
        return ApprovalRule(
            name: name, effect: effect, description: description, condition: condition, requirement: requirement,
            place: file.place(reader))
    }

    private static func refuseBuiltInName(_ name: String?, _ reader: MappingReader) {
        guard let name, BuiltInRule(rawValue: name) != nil, let node = reader.optionalNode("name") else { return }
        reader.problems.report("\(name) is the name of a built-in rule: choose another", at: node)
    }

    private static func requirement(_ reader: MappingReader, rule: String) -> Requirement? {
        let tier = reader.word("sign_off", of: SignOffTier.self)
        let requires = reader.mapping("requires", "requires", keys: ["count", "people", "roles"])
        let options = reader.optionalMapping(
            "options", "options", keys: ["exclude_requester", "exclude_contributors", "invalidate_on_change"])
        guard let tier, let requires else { return nil }
        let count = requires.optionalInteger("count", in: 1...20) ?? 1
        let people = requires.optionalStrings("people") ?? []
        let roles = requires.optionalWords("roles", of: TeamRole.self) ?? []
        let byOthers = tier == .countersignature
        let excludeRequester = options?.optionalBool("exclude_requester") ?? byOthers
        if byOthers && !excludeRequester, let node = options?.optionalNode("exclude_requester") {
            reader.problems.report(
                "a countersignature is never the requester's: leave this true, or ask for a confirmation", at: node)
        }
        if byOthers && people.isEmpty && roles.isEmpty {
            reader.problems.report("a countersignature needs people or roles who may give it", at: requires.node)
        }
        let listed = Set(people)
        let reachable = roles.isEmpty ? listed.count + (byOthers || excludeRequester ? 0 : 1) : Int.max
        if count > reachable && !(byOthers && people.isEmpty) {
            reader.problems.report(
                "nobody could satisfy this: \(count) people are required and \(reachable) can be entitled",
                at: requires.node)
        }
        return Requirement(
            rule: rule, tier: tier, count: Int(count), people: people, roles: roles,
            excludeRequester: excludeRequester,
            excludeContributors: options?.optionalBool("exclude_contributors") ?? byOthers,
            invalidateOnChange: options?.optionalBool("invalidate_on_change") ?? true)
    }
}

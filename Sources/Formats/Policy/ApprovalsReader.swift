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
        let requirement = effect == .hold ? requirement(reader, rule: name ?? "", file) : nil
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

    private static func requirement(_ reader: MappingReader, rule: String, _ file: PolicyFile) -> Requirement? {
        let tier = reader.word("sign_off", of: SignOffTier.self)
        let options = reader.optionalMapping(
            "options", "options", keys: ["exclude_requester", "exclude_contributors", "invalidate_on_change"])
        let byOthers = tier == .countersignature
        let excludeRequester = options?.optionalBool("exclude_requester") ?? byOthers
        if byOthers && !excludeRequester, let node = options?.optionalNode("exclude_requester") {
            reader.problems.report(
                "a countersignature is never the requester's: leave this true, or ask for a confirmation", at: node)
        }
        let demands = DemandReader(file: file, includesRequester: !byOthers && !excludeRequester)
        refuseSignOffsThatOutlive(options)
        // Asked for in any case: who left out both hears of both.
        let demand = reader.node("requires").flatMap { demands.demand($0) }
        guard let tier, let demand else { return nil }
        return Requirement(
            rule: rule, tier: tier, demand: demand, excludeRequester: excludeRequester,
            excludeContributors: options?.optionalBool("exclude_contributors") ?? byOthers)
    }

    /// A sign-off names the digest of what is done, to what, with which output: another one is another request. So this
    /// can be said, and cannot be otherwise.
    private static func refuseSignOffsThatOutlive(_ options: MappingReader?) {
        guard options?.optionalBool("invalidate_on_change") == false,
            let node = options?.optionalNode("invalidate_on_change")
        else { return }
        options?.problems.report(
            "a sign-off is for exactly what was signed and never outlives a change: leave this true, or out", at: node)
    }
}

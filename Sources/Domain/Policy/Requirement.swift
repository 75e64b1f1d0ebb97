/// How much a sign-off is worth.
package enum SignOffTier: String, Sendable, CaseIterable, Codable {
    /// The person who dispatched says go on.
    case confirmation
    /// Someone else who is entitled says yes, with step-up.
    case countersignature
}

/// What a held action waits for: whose yes, of which worth.
package struct Requirement: Hashable, Sendable {
    /// The rule that demands it.
    package let rule: String
    package let tier: SignOffTier
    package let demand: Demand
    package let excludeRequester: Bool
    package let excludeContributors: Bool

    package init(
        rule: String, tier: SignOffTier, demand: Demand, excludeRequester: Bool, excludeContributors: Bool
    ) {
        self.rule = rule
        self.tier = tier
        self.demand = demand
        self.excludeRequester = excludeRequester
        self.excludeContributors = excludeContributors
    }

    package init(
        rule: String, tier: SignOffTier, count: Int, people: [String], roles: [TeamRole], excludeRequester: Bool,
        excludeContributors: Bool
    ) {
        self.init(
            rule: rule, tier: tier, demand: .signers(Signers(count: count, people: people, roles: roles)),
            excludeRequester: excludeRequester, excludeContributors: excludeContributors)
    }
}

/// The demand's keys stand beside the others: what was kept before there were trees still reads.
extension Requirement: Codable {
    private enum Key: String, CodingKey {
        case rule, tier, excludeRequester, excludeContributors
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            rule: try container.decode(String.self, forKey: .rule),
            tier: try container.decode(SignOffTier.self, forKey: .tier), demand: try Demand(from: decoder),
            excludeRequester: try container.decode(Bool.self, forKey: .excludeRequester),
            excludeContributors: try container.decode(Bool.self, forKey: .excludeContributors))
    }

    package func encode(to encoder: any Encoder) throws {
        try demand.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(rule, forKey: .rule)
        try container.encode(tier, forKey: .tier)
        try container.encode(excludeRequester, forKey: .excludeRequester)
        try container.encode(excludeContributors, forKey: .excludeContributors)
    }
}

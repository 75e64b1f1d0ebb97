/// A named rule of `approvals.yaml`.
package struct ApprovalRule: Hashable, Sendable {
    package enum Effect: String, Sendable, CaseIterable {
        case permit, forbid, hold
    }

    package let name: String
    package let effect: Effect
    package let description: String?
    package let condition: Condition
    /// Who must say yes; for `hold`, and only there.
    package let requirement: Requirement?
    package let place: Place

    package init(
        name: String, effect: Effect, description: String?, condition: Condition, requirement: Requirement?,
        place: Place
    ) {
        self.name = name
        self.effect = effect
        self.description = description
        self.condition = condition
        self.requirement = requirement
        self.place = place
    }
}

/// How much a sign-off is worth.
package enum SignOffTier: String, Sendable, CaseIterable, Codable {
    /// The person who dispatched says go on.
    case confirmation
    /// Someone else who is entitled says yes, with step-up.
    case countersignature
}

/// Whose yes a held action waits for.
package struct Requirement: Hashable, Sendable, Codable {
    /// The rule that demands it.
    package let rule: String
    package let tier: SignOffTier
    /// How many distinct people.
    package let count: Int
    /// Logins. A person on this list or with one of `roles` is entitled.
    package let people: [String]
    package let roles: [TeamRole]
    package let excludeRequester: Bool
    package let excludeContributors: Bool
    /// A sign-off dies when the request's output or target changes.
    package let invalidateOnChange: Bool

    package init(
        rule: String, tier: SignOffTier, count: Int, people: [String], roles: [TeamRole], excludeRequester: Bool,
        excludeContributors: Bool, invalidateOnChange: Bool
    ) {
        self.rule = rule
        self.tier = tier
        self.count = count
        self.people = people
        self.roles = roles
        self.excludeRequester = excludeRequester
        self.excludeContributors = excludeContributors
        self.invalidateOnChange = invalidateOnChange
    }
}

import Domain

extension PolicyDecision {
    /// At the last rung one action in so many is held for a person, whatever policy allows: enough to notice within a few
    /// dozen actions that they have gone bad, and seldom enough to be worth the trust.
    package static let sampledOneIn: UInt64 = 10

    /// What an agent is allowed to do alone because it is trusted, is held if it is drawn.
    /// - Parameter draw: of this very request; the agent must neither know nor choose it.
    package func sampled(_ facts: ActionFacts, draw: UInt64) -> PolicyDecision {
        guard outcome == .allow, facts.heldTrust == .actSampled, facts.action.actionClass != .read,
            draw % Self.sampledOneIn == 0
        else { return self }
        let reason = Reason(
            .sample,
            "\(facts.template) is trusted with class \(facts.action.actionClass.rawValue) at act_sampled: one action in "
                + "\(Self.sampledOneIn), drawn by the server, is looked at by a person, and this is one")
        return .hold([.sample], because: reason, reasons)
    }
}

extension Requirement {
    /// Somebody looks at it: the person who dispatched the run, or anybody who reviews.
    static let sample = Requirement(
        rule: BuiltInRule.sample.rawValue, tier: .confirmation, count: 1, people: [], roles: [.reviewer, .admin],
        excludeRequester: false, excludeContributors: false)
}

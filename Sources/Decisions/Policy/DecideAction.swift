import Domain

extension PolicyBundle {
    /// Decides whether an agent may have an action. Default deny; a forbid that applies beats every permit; a rule that
    /// errors denies; all rules skipped denies; a hold beats a permit; what is financial, external or irreversible
    /// always needs a person.
    package func decide(_ facts: ActionFacts) -> PolicyDecision {
        let bounds = bounds(facts)
        if let first = bounds.first { return .deny(because: first, bounds.dropFirst()) }
        let evaluations = rules.map { RuleEvaluation($0, facts) }
        let against = evaluations.filter { $0.truth == .error || ($0.truth == .held && $0.rule.effect == .forbid) }
        if let first = against.first { return .deny(because: first.reason, against.dropFirst().map(\.reason)) }
        let held = evaluations.filter { $0.truth == .held }
        let permits = held.filter { $0.rule.effect == .permit }.map(\.reason)
        let holds = held.filter { $0.rule.effect == .hold }
        return floored(decision(holds, permits, evaluations, facts), facts)
    }

    private func decision(
        _ holds: [RuleEvaluation], _ permits: [Reason], _ evaluations: [RuleEvaluation], _ facts: ActionFacts
    ) -> PolicyDecision {
        if let first = holds.first {
            return .hold(holds.compactMap(\.rule.requirement), because: first.reason, holds.dropFirst().map(\.reason))
        }
        if let first = permits.first { return .allow(because: first, permits.dropFirst()) }
        let skipped = "\(evaluations.count) rule\(evaluations.count == 1 ? "" : "s") skipped"
        let near = evaluations.filter { $0.rule.effect != .forbid && $0.explanation.concernsAction }
        return .deny(
            because: Reason(.defaultDeny, "no rule permits \(facts.action.name): \(skipped)"), near.map(\.reason))
    }

    /// What no rule can grant.
    private func bounds(_ facts: ActionFacts) -> [Reason] {
        var reasons = [Reason]()
        if let useCase = facts.useCase {
            reasons += useCase.broken(by: facts.action).map { Reason(.useCase, $0, place: useCase.place) }
        } else {
            reasons.append(Reason(.useCase, "the run's use case is not in the policy"))
        }
        if facts.earlierRequests >= facts.action.limitPerRun {
            reasons.append(
                Reason(
                    .limitPerRun,
                    "this run has asked \(facts.earlierRequests == 1 ? "once" : "\(facts.earlierRequests) times"); "
                        + "\(facts.action.limitPerRun) allowed",
                    place: facts.action.place))
        }
        return reasons
    }

    /// Adds the person that is always needed: someone else for money, for what leaves the team and for what cannot be
    /// undone; the requester for what is above the level of the use case. Nothing is added where the rules ask for that
    /// or more.
    private func floored(_ decision: PolicyDecision, _ facts: ActionFacts) -> PolicyDecision {
        let action = facts.action
        let tiers = Set(decision.requirements.map(\.tier))
        if decision.outcome == .deny || tiers.contains(.countersignature) { return decision }
        if !action.reversible || (action.isExternal && tiers.isEmpty) {
            let why = action.reversible ? "of class \(action.actionClass.rawValue)" : "irreversible"
            let reason = Reason(
                .floor, "\(action.name) is \(why): whatever a rule permits, someone else must countersign",
                place: action.place)
            return .hold(decision.requirements + [.floor], because: reason, decision.reasons)
        }
        if tiers.isEmpty, let useCase = facts.useCase, action.neededLevel > useCase.level {
            let reason = Reason(
                .useCase,
                "level: \(useCase.name) goes up to \(useCase.level.rawValue) without a person; "
                    + "\(action.name) takes \(action.neededLevel.rawValue)",
                place: useCase.place)
            return .hold([.goAhead], because: reason, decision.reasons)
        }
        return decision
    }
}

extension Requirement {
    /// What the floor asks for where the bundle asks for less.
    package static let floor = Requirement(
        rule: BuiltInRule.floor.rawValue, tier: .countersignature, count: 1, people: [], roles: [.reviewer, .admin],
        excludeRequester: true, excludeContributors: true)

    /// What is asked for above the level of a use case.
    static let goAhead = Requirement(
        rule: BuiltInRule.useCase.rawValue, tier: .confirmation, count: 1, people: [], roles: [.reviewer, .admin],
        excludeRequester: false, excludeContributors: false)
}

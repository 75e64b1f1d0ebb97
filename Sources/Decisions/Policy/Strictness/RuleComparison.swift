import Domain

/// What a changed set of rules means. The proof goes rule by rule, over requests that nobody has to list:
///
/// - What an old forbid or hold stopped, a new one of the same weight or more must stop.
/// - What a new permit or hold lets through, an old one must have let through.
/// - What denied because it could not be told must still be there to fail.
///
/// Forbids that are added and permits that are taken away need no proof.
struct RuleComparison {
    let old: PolicyBundle
    let new: PolicyBundle

    func changes() -> [PolicyChange] {
        let names =
            old.rules.map(\.name) + new.rules.map(\.name).filter { name in !old.rules.contains { $0.name == name } }
        return names.compactMap(change)
    }

    private func change(_ name: String) -> PolicyChange? {
        let before = old.rules.first { $0.name == name }
        let after = new.rules.first { $0.name == name }
        if let before, let after, before.decidesLike(after) {
            if before.description == after.description { return nil }
            return PolicyChange(.neutral, "rule \(name)", "says something else about itself", place: after.place)
        }
        let objections =
            (before.map { lost($0) + lostErrors($0) } ?? [])
            + (after.map { new in before.map { old in new.decidesLike(old) } == true ? [] : gained(new) } ?? [])
        let what =
            switch (before, after) {
            case (nil, let after?): "\(after.effect.rawValue) added"
            case (let before?, nil): "\(before.effect.rawValue) removed"
            case (let before?, let after?): Self.difference(before, after)
            case (nil, nil): ""
            }
        let text = ([what] + objections).joined(separator: "; ")
        return PolicyChange(
            objections.isEmpty ? .stricter : .weaker, "rule \(name)", text, place: after?.place ?? before?.place)
    }

    private static func difference(_ before: ApprovalRule, _ after: ApprovalRule) -> String {
        var parts = [String]()
        if before.effect != after.effect { parts.append("\(before.effect.rawValue) became \(after.effect.rawValue)") }
        if before.condition != after.condition {
            let (old, new) = (before.condition.parts, after.condition.parts)
            let gone = old.filter { !new.contains($0) }.map { "- \($0.text)" }
            let come = new.filter { !old.contains($0) }.map { "+ \($0.text)" }
            let changes = gone + come
            parts.append(
                changes.isEmpty
                    ? "its conditions have another order" : "its conditions: \(changes.joined(separator: ", "))")
        }
        if let old = before.requirement, let new = after.requirement, !old.asksLike(new) {
            parts.append("asks for \(new.text) instead of \(old.text)")
        }
        return parts.joined(separator: ", ")
    }

    /// What an old rule stopped and nothing stops now.
    private func lost(_ rule: ApprovalRule) -> [String] {
        switch rule.effect {
        case .permit: return []
        case .forbid:
            let isKept = new.rules.contains {
                $0.effect == .forbid && rule.condition.implies($0.condition, from: .forbid, to: .forbid)
            }
            return isKept ? [] : ["what it forbade is not provably forbidden any more"]
        case .hold:
            let isKept = new.rules.contains { $0.stops(rule) }
            return isKept || isUnreachable(rule.condition)
                ? [] : ["what it held is not provably held as strictly any more"]
        }
    }

    /// Nothing in the new bundle lets through what the condition is about.
    private func isUnreachable(_ condition: Condition) -> Bool {
        let scope = Set(condition.scope(new.actions).map(\.name))
        return new.rules.allSatisfy { rule in
            rule.effect == .forbid || scope.isDisjoint(with: rule.condition.scope(new.actions).map(\.name))
        }
    }

    private func lostErrors(_ rule: ApprovalRule) -> [String] {
        guard rule.condition.canError(old.actions) else { return [] }
        let isKept = new.rules.contains {
            $0.condition == rule.condition && ($0.effect == rule.effect || !rule.condition.asksCollectively)
        }
        return isKept ? [] : ["what it denied because it could not be told is not denied any more"]
    }

    /// What a new rule lets through and nothing let through before.
    private func gained(_ rule: ApprovalRule) -> [String] {
        switch rule.effect {
        case .forbid: return []
        case .permit:
            let isCovered = old.rules.contains { before in
                before.effect != .forbid
                    && rule.condition.implies(before.condition, from: .permit, to: before.effect)
            }
            return isCovered ? [] : ["it permits what no rule provably let through before"]
        case .hold:
            let isCovered = old.rules.contains { covers(rule, $0) }
            return isCovered ? [] : ["it can let through what was denied, or asks less than what holds for every team"]
        }
    }

    /// A hold that is new must not open what was closed, nor stand in for the floor with less than the floor.
    private func covers(_ hold: ApprovalRule, _ before: ApprovalRule) -> Bool {
        guard let requirement = hold.requirement, before.effect != .forbid,
            hold.condition.implies(before.condition, from: .hold, to: before.effect)
        else { return false }
        if requirement.tier == .countersignature {
            return before.requirement?.tier == .countersignature || requirement.isAtLeast(.floor)
        }
        if before.requirement != nil { return true }
        let hasFloor = hold.condition.scope(new.actions).contains { $0.isExternal && $0.reversible }
        return !hasFloor && requirement.isAtLeast(.goAhead)
    }
}

extension ApprovalRule {
    /// The same decisions, whatever it says about itself and wherever it stands.
    fileprivate func decidesLike(_ other: ApprovalRule) -> Bool {
        effect == other.effect && condition == other.condition
            && (requirement.flatMap { one in other.requirement.map(one.asksLike) } ?? (requirement == other.requirement))
    }

    /// Stops, with the same weight or more, whatever the other rule held.
    fileprivate func stops(_ held: ApprovalRule) -> Bool {
        guard effect != .permit, held.condition.implies(condition, from: .hold, to: effect) else { return false }
        guard effect == .hold else { return true }
        guard let requirement, let wanted = held.requirement, requirement.isAtLeast(wanted) else { return false }
        return requirement.tier == wanted.tier || requirement.isAtLeast(.floor)
    }
}

extension Requirement {
    fileprivate func asksLike(_ other: Requirement) -> Bool {
        tier == other.tier && demand == other.demand && excludeRequester == other.excludeRequester
            && excludeContributors == other.excludeContributors
    }
}

extension Condition {
    /// Asks something that a permit answers otherwise than a hold or a forbid.
    fileprivate var asksCollectively: Bool {
        predicates.contains { if case .fact(let name, _) = $0 { name.isCollective } else { false } }
    }
}

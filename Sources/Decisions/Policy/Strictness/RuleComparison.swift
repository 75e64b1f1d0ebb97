import Domain

/// What a changed set of rules means. The proof goes rule by rule, over requests that nobody has to list:
///
/// - What an old forbid stopped, a new one must stop; what an old hold stopped, a new one of the same weight or more, or
///   nothing may let it through.
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
        let renamed = renamed()
        return names.compactMap { name in
            if let rule = renamed[name] {
                return PolicyChange(.neutral, "rule \(rule.name)", "renamed, was \(name)", place: rule.place)
            }
            return renamed.values.contains { $0.name == name } ? nil : change(name)
        }
    }

    /// Rules that decide what one did that has gone, by the name of that one. Nothing is decided by a name.
    private func renamed() -> [String: ApprovalRule] {
        var added = new.rules.filter { rule in !old.rules.contains { $0.name == rule.name } }
        var renamed = [String: ApprovalRule]()
        for rule in old.rules where !new.rules.contains(where: { $0.name == rule.name }) {
            guard let index = added.firstIndex(where: rule.decidesLike) else { continue }
            renamed[rule.name] = added.remove(at: index)
        }
        return renamed
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
            return isKept || isNeverLetThrough(rule)
                ? [] : ["what it held is not provably held as strictly any more"]
        }
    }

    /// What an old hold is about is denied in the new bundle, unless it is held as strictly: each rule that could let it
    /// through is about something else, or only lets through what is stopped as well.
    private func isNeverLetThrough(_ held: ApprovalRule) -> Bool {
        let scope = Set(held.condition.scope(new.actions).map(\.name))
        return new.rules.allSatisfy { rule in
            rule.effect == .forbid || scope.isDisjoint(with: rule.condition.scope(new.actions).map(\.name))
                || new.rules.contains { other in
                    other.outweighs(held)
                        && rule.condition.implies(other.condition, from: rule.effect, to: other.effect)
                }
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
        outweighs(held) && held.condition.implies(condition, from: .hold, to: effect)
    }

    /// Asks for as much as the other rule or more wherever both hold.
    fileprivate func outweighs(_ held: ApprovalRule) -> Bool {
        if effect != .hold { return effect == .forbid }
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

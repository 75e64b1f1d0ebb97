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
        let isIdle = before == nil && objections.isEmpty && after?.effect == .permit && after.map(canErr) == false
        let remark = isIdle ? ["it decides nothing: other rules answer all that it permits"] : []
        let text = ([what] + objections + remark).joined(separator: "; ")
        return PolicyChange(
            isIdle ? .neutral : objections.isEmpty ? .stricter : .weaker, "rule \(name)", text,
            place: after?.place ?? before?.place, isGone: after == nil)
    }

    private func canErr(_ rule: ApprovalRule) -> Bool { !rule.condition.questions(new.actions).isEmpty }

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
            // What is no action of the bundle any more is denied.
            return isKept || rule.condition.scope(new.actions).isEmpty
                ? [] : ["what it forbade is not provably forbidden any more"]
        case .hold:
            let isKept = new.rules.contains { stops($0, rule) }
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
                    outweighs(other, held)
                        && rule.condition.implies(other.condition, from: rule.effect, to: other.effect)
                }
        }
    }

    /// What an old rule denied because something could not be told, and a new one may let through.
    private func lostErrors(_ rule: ApprovalRule) -> [String] {
        let questions = rule.condition.questions(old.actions)
        if new.rules.contains(where: { rule.errs(only: $0, questions) }) { return [] }
        let open = questions.filter { question in new.rules.contains { letsThrough($0, rule, without: question) } }
        let texts = open.map(\.text).sorted().joined(separator: " or ")
        return open.isEmpty ? [] : ["where \(texts) cannot be told it denied, and that is not provably denied any more"]
    }

    /// Whether a new rule can let through what an old one is about though the question has no answer.
    private func letsThrough(_ rule: ApprovalRule, _ before: ApprovalRule, without question: Question) -> Bool {
        let scope = Set(before.condition.scope(old.actions).map(\.name))
        return rule.effect != .forbid && !rule.condition.needs(question)
            && !scope.isDisjoint(with: rule.condition.scope(new.actions).map(\.name))
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
            return before.requirement?.tier == .countersignature || keepsFloor(requirement, of: hold)
        }
        if before.requirement != nil { return true }
        let losesFloor = hold.condition.scope(old.actions).contains { $0.isExternal && $0.reversible }
        return !losesFloor && requirement.isAtLeast(.goAhead)
    }

    /// Where a countersignature is asked for, the floor asks for none: so this must be as much, wherever there is a floor.
    private func keepsFloor(_ requirement: Requirement, of rule: ApprovalRule) -> Bool {
        requirement.isAtLeast(.floor)
            || !rule.condition.scope(old.actions).contains { $0.isExternal || !$0.reversible }
    }

    /// Stops, with the same weight or more, whatever the other rule held.
    private func stops(_ rule: ApprovalRule, _ held: ApprovalRule) -> Bool {
        outweighs(rule, held) && held.condition.implies(rule.condition, from: .hold, to: rule.effect)
    }

    /// Asks for as much as the other rule or more wherever both hold.
    private func outweighs(_ rule: ApprovalRule, _ held: ApprovalRule) -> Bool {
        if rule.effect != .hold { return rule.effect == .forbid }
        guard let requirement = rule.requirement, let wanted = held.requirement, requirement.isAtLeast(wanted) else {
            return false
        }
        return requirement.tier == wanted.tier || keepsFloor(requirement, of: held)
    }
}

extension ApprovalRule {
    /// The same decisions, whatever it says about itself and wherever it stands.
    fileprivate func decidesLike(_ other: ApprovalRule) -> Bool {
        effect == other.effect && condition == other.condition
            && (requirement.flatMap { one in other.requirement.map(one.asksLike) } ?? (requirement == other.requirement))
    }

    /// Errs wherever the other does, for want of the one answer that the other can miss or as the very same question.
    fileprivate func errs(only other: ApprovalRule, _ questions: Set<Question>) -> Bool {
        if condition == other.condition
            && (effect == other.effect || !condition.predicates.contains(where: \.isCollective))
        {
            return true
        }
        guard questions.count == 1, let question = questions.first else { return false }
        return condition.errsOnly(where: other.condition, for: question, from: effect, to: other.effect)
    }
}

extension Requirement {
    fileprivate func asksLike(_ other: Requirement) -> Bool {
        tier == other.tier && demand == other.demand && excludeRequester == other.excludeRequester
            && excludeContributors == other.excludeContributors
    }
}

import Domain

/// Proofs about conditions. Each is one-sided: true is proven, false is only "not proven".
extension Condition {
    /// Wherever this holds, as the condition of a rule of one effect, the other holds as that of a rule of another.
    func implies(_ other: Condition, from: ApprovalRule.Effect, to: ApprovalRule.Effect) -> Bool {
        switch (self, other) {
        case (_, .all(let parts)): parts.allSatisfy { implies($0, from: from, to: to) }
        case (.any(let parts), _): parts.allSatisfy { $0.implies(other, from: from, to: to) }
        case (_, .any(let parts)) where parts.contains { implies($0, from: from, to: to) }: true
        case (.all(let parts), _): parts.contains { $0.implies(other, from: from, to: to) }
        case (.predicate(let one), .predicate(let other)): one.implies(other, from: from, to: to)
        case (.predicate, .any): false
        }
    }

    /// The actions that this can be about: whatever else it asks, it does not hold for others.
    func scope(_ actions: [ActionDefinition]) -> [ActionDefinition] {
        switch self {
        case .all(let parts): return parts.reduce(actions) { $1.scope($0) }
        case .any(let parts):
            let names = Set(parts.flatMap { $0.scope(actions) }.map(\.name))
            return actions.filter { names.contains($0.name) }
        case .predicate(.fact(.action, let globs)):
            return actions.filter { action in globs.contains { $0.matches(action.name) } }
        case .predicate(.fact(.actionClass, let globs)):
            return actions.filter { action in globs.contains { $0.matches(action.actionClass.rawValue) } }
        case .predicate(.fact(.reversible, let globs)):
            return actions.filter { action in globs.contains { $0.matches("\(action.reversible)") } }
        case .predicate: return actions
        }
    }
}

extension Predicate {
    fileprivate func implies(_ other: Predicate, from: ApprovalRule.Effect, to: ApprovalRule.Effect) -> Bool {
        switch (self, other) {
        case (.fact(let name, let few), .fact(let otherName, let many)):
            // A permit wants all of several values to fit, the others are met by one.
            let isSameQuestion = !name.isCollective || to != .permit || from == .permit
            return name == otherName && isSameQuestion && few.allSatisfy { $0.isWithin(many) }
        case (.argument(let name, let one), .argument(let otherName, let other)):
            return Array(name.utf8) == Array(otherName.utf8) && one.implies(other)
        case (.amount(let one), .amount(let other)), (.budget(let one), .budget(let other)):
            return one.implies(other)
        case (.time(let one), .time(let other)): return one.isWithin(other)
        case (.fact, _), (.argument, _), (.amount, _), (.budget, _), (.time, _): return false
        }
    }
}

extension Comparison {
    fileprivate func implies(_ other: Comparison) -> Bool {
        if self == other { return true }
        switch self {
        case .equals(let value): return other.holds(for: value) == true
        case .oneOf(let values): return values.allSatisfy { other.holds(for: $0) == true }
        case .matches(let few):
            guard case .matches(let many) = other else { return false }
            return few.allSatisfy { $0.isWithin(many) }
        case .number(let relation, let limit):
            guard case .number(let otherRelation, _) = other, relation.isUpper == otherRelation.isUpper else {
                return false
            }
            // At the limit itself, or just beyond it where the limit is not meant.
            let isInside = other.holds(for: limit) == true
            return isInside || (relation.isOpen && other.closed.holds(for: limit) == true)
        }
    }

    private var closed: Comparison {
        guard case .number(let relation, let limit) = self else { return self }
        return .number(relation.isUpper ? .atMost : .atLeast, limit)
    }
}

import Domain

/// What a changed catalogue means: rules, executors and signers read an action's entry, so nearly every change counts.
struct ActionComparison {
    let old: PolicyBundle
    let new: PolicyBundle

    func changes() -> [PolicyChange] {
        let removed = old.actions.filter { new.action($0.name) == nil }.map {
            PolicyChange(.stricter, "action \($0.name)", "removed", place: $0.place, isGone: true)
        }
        return removed
            + new.actions.flatMap { after in
                guard let before = old.action(after.name) else { return [added(after)] }
                return changes(before, after)
            }
    }

    /// An action that nobody can get weakens nothing.
    private func added(_ action: ActionDefinition) -> PolicyChange {
        let isInUseCase = new.useCases.contains { $0.broken(by: action).isEmpty }
        let isLetThrough = new.rules.contains { $0.effect != .forbid && !$0.condition.scope([action]).isEmpty }
        let canBeHad = isInUseCase && isLetThrough
        return PolicyChange(
            canBeHad ? .weaker : .neutral, "action \(action.name)",
            canBeHad ? "added: a use case may ask for it and a rule lets it through" : "added; nobody can get it yet",
            place: action.place)
    }

    private func changes(_ before: ActionDefinition, _ after: ActionDefinition) -> [PolicyChange] {
        var changes = [PolicyChange]()
        func note(_ direction: PolicyChange.Direction, _ text: String) {
            changes.append(PolicyChange(direction, "action \(after.name)", text, place: after.place))
        }
        func weaker(_ key: String, _ value: (ActionDefinition) -> String?) {
            let (old, new) = (value(before), value(after))
            if old != new { note(.weaker, "\(key): \(old ?? "none") became \(new ?? "none")") }
        }
        weaker("class", \.actionClass.rawValue)
        if before.reversible != after.reversible {
            let isStricter = before.reversible && !asksForReversible
            note(isStricter ? .stricter : .weaker, "counts as \(after.reversible ? "" : "ir")reversible now")
        }
        for (part, old, new, isNarrower) in after.argumentSchema.differences(from: before.argumentSchema) {
            let why = isNarrower ? "" : "; it is not provably narrower"
            note(isNarrower ? .stricter : .weaker, "arguments, \(part): \(old) became \(new)\(why)")
        }
        weaker("executor", \.executor)
        weaker("target", \.target.description)
        weaker("preview, what a signer reads first", \.preview.description)
        weaker("recipients", \.recipientsArgument)
        weaker("amount", \.amountArgument)
        weaker("currency", \.currencyArgument)
        if before.limitPerRun != after.limitPerRun {
            note(
                after.limitPerRun > before.limitPerRun ? .weaker : .stricter,
                "limit per run: \(before.limitPerRun) became \(after.limitPerRun)")
        }
        if changes.isEmpty && before.description != after.description {
            note(.neutral, "says something else about itself")
        }
        return changes
    }

    private var asksForReversible: Bool {
        (old.rules + new.rules).contains { rule in
            rule.condition.predicates.contains { if case .fact(.reversible, _) = $0 { true } else { false } }
        }
    }
}

extension JSON {
    fileprivate typealias Difference = (part: String, old: String, new: String, isNarrower: Bool)

    /// Of two schemas of objects, property by property; the rest by key.
    fileprivate func differences(from old: JSON) -> [Difference] {
        if self == old { return [] }
        func parts(_ schema: JSON) -> [String: JSON] {
            var parts = schema.object ?? [:]
            for (name, property) in parts.removeValue(forKey: "properties")?.object ?? [:] {
                parts["property \(name)"] = property
            }
            return parts
        }
        let (before, after) = (parts(old), parts(self))
        let found = Set(before.keys).union(after.keys).sorted().filter { before[$0] != after[$0] }.map { part in
            let (one, other) = (before[part], after[part])
            let isNarrower =
                part.hasPrefix("property ")
                ? one.flatMap { one in other.map { $0.isNarrower(than: one) } } ?? false
                : JSON.narrows(part, from: one, to: other)
            return (part, one?.canonical ?? "none", other?.canonical ?? "none", isNarrower)
        }
        // Whatever the parts hide, it is another schema.
        return found.isEmpty ? [("schema", old.canonical, canonical, false)] : found
    }

    /// Of the schemas of two arguments: whatever fits this one fits the other. False is only "not proven".
    private func isNarrower(than old: JSON) -> Bool {
        guard let before = old.object, let after = object else { return false }
        return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
            .allSatisfy { JSON.narrows($0, from: before[$0], to: after[$0]) }
    }

    /// Each key of a schema is one more demand, so a key more, or a tighter one, leaves less.
    private static func narrows(_ key: String, from old: JSON?, to new: JSON?) -> Bool {
        if ["title", "description"].contains(key) { return true }
        guard let new else { return false }
        let isUpper = ["maxLength", "maxItems", "maxProperties", "maximum", "exclusiveMaximum"].contains(key)
        let isLower = ["minLength", "minItems", "minProperties", "minimum", "exclusiveMinimum"].contains(key)
        guard let old else { return isUpper || isLower || ["enum", "required", "pattern", "const"].contains(key) }
        if isUpper || isLower {
            return Comparison.number(isUpper ? .atMost : .atLeast, old).holds(for: new) ?? false
        }
        guard let before = old.array, let after = new.array else { return false }
        return switch key {
        case "enum": after.allSatisfy(before.contains)
        case "required": before.allSatisfy(after.contains)
        default: false
        }
    }
}

import Domain

/// What a changed catalogue means: rules, executors and signers read an action's entry, so nearly every change counts.
struct ActionComparison {
    let old: PolicyBundle
    let new: PolicyBundle

    func changes() -> [PolicyChange] {
        let removed = old.actions.filter { new.action($0.name) == nil }.map {
            PolicyChange(.stricter, "action \($0.name)", "removed", place: $0.place)
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
        for (part, old, new) in after.argumentSchema.differences(from: before.argumentSchema) {
            note(.weaker, "arguments, \(part): \(old) became \(new)")
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
        new.rules.contains { rule in
            rule.condition.predicates.contains { if case .fact(.reversible, _) = $0 { true } else { false } }
        }
    }
}

extension JSON {
    /// Of two schemas of objects, property by property; the rest by key.
    fileprivate func differences(from old: JSON) -> [(part: String, old: String, new: String)] {
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
            (part, before[part]?.canonical ?? "none", after[part]?.canonical ?? "none")
        }
        // Whatever the parts hide, it is another schema.
        return found.isEmpty ? [("schema", old.canonical, canonical)] : found
    }
}

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
        func weaker<Value: Equatable>(_ key: String, _ value: (ActionDefinition) -> Value) {
            if value(before) != value(after) { note(.weaker, "\(key) changed") }
        }
        weaker("class", \.actionClass)
        if before.reversible != after.reversible {
            let isStricter = before.reversible && !asksForReversible
            note(isStricter ? .stricter : .weaker, "counts as \(after.reversible ? "" : "ir")reversible now")
        }
        weaker("the schema of its arguments", \.argumentSchema)
        weaker("executor", \.executor)
        weaker("target", \.target)
        weaker("preview, what a signer reads first,", \.preview)
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

import Domain

/// What changed use cases mean: more that may be delegated is weaker.
struct UseCaseComparison {
    let old: PolicyBundle
    let new: PolicyBundle

    func changes() -> [PolicyChange] {
        let removed = old.useCases.filter { new.useCase($0.name) == nil }.map {
            PolicyChange(.stricter, "use case \($0.name)", "removed", place: $0.place)
        }
        return removed
            + new.useCases.flatMap { after in
                guard let before = old.useCase(after.name) else {
                    return [
                        PolicyChange(
                            .weaker, "use case \(after.name)", "added: more may be delegated", place: after.place)
                    ]
                }
                return changes(before, after)
            }
    }

    private func changes(_ before: UseCase, _ after: UseCase) -> [PolicyChange] {
        var changes = [PolicyChange]()
        func note(_ isWeaker: Bool, _ text: String) {
            changes.append(
                PolicyChange(isWeaker ? .weaker : .stricter, "use case \(after.name)", text, place: after.place))
        }
        func compare<Value: Hashable>(_ key: String, _ before: [Value], _ after: [Value], text: (Value) -> String) {
            let added = after.filter { !before.contains($0) }
            let removed = before.filter { !after.contains($0) }
            if !added.isEmpty { note(true, "\(key): \(added.map(text).joined(separator: ", ")) added") }
            if !removed.isEmpty { note(false, "\(key): \(removed.map(text).joined(separator: ", ")) removed") }
        }
        if before.riskCeiling != after.riskCeiling {
            note(
                after.riskCeiling > before.riskCeiling,
                "risk: \(before.riskCeiling.rawValue) became \(after.riskCeiling.rawValue)")
        }
        if before.level != after.level {
            note(
                after.level > before.level || asksForLevel,
                "level: \(before.level.rawValue) became \(after.level.rawValue)"
                    + (asksForLevel ? "; rules ask for it" : ""))
        }
        compare("modes", before.modes, after.modes, text: \.rawValue)
        compare("kinds", before.kinds, after.kinds, text: \.rawValue)
        compare("actions", before.actions, after.actions) { $0 }
        compare("action classes", before.actionClasses, after.actionClasses, text: \.rawValue)
        func compare(_ key: String, _ old: [Glob], _ new: [Glob]) {
            let within = old.filter { !new.contains($0) && $0.isWithin(new) }
            compare(key, old.filter { !within.contains($0) }, new, text: \.description)
            guard !within.isEmpty else { return }
            changes.append(
                PolicyChange(
                    .neutral, "use case \(after.name)",
                    "\(key): \(within.map(\.description).joined(separator: ", ")) is within the others now",
                    place: after.place))
        }
        compare("tools", before.tools, after.tools)
        compare("templates", before.templates, after.templates)
        if changes.isEmpty && before.description != after.description {
            changes.append(
                PolicyChange(.neutral, "use case \(after.name)", "says something else about itself", place: after.place)
            )
        }
        return changes
    }

    /// A lower level is stricter, unless a rule permits more to those who have less.
    private var asksForLevel: Bool {
        (old.rules + new.rules).contains { rule in
            rule.condition.predicates.contains {
                if case .fact(.permissionLevel, _) = $0 { true } else { false }
            }
        }
    }
}

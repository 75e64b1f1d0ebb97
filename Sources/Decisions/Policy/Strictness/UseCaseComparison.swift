import Domain

/// What changed use cases mean: more that may be delegated is weaker.
struct UseCaseComparison {
    let old: PolicyBundle
    let new: PolicyBundle

    func changes() -> [PolicyChange] {
        let removed = old.useCases.filter { new.useCase($0.name) == nil }.map {
            PolicyChange(.stricter, "use case \($0.name)", "removed", place: $0.place, isGone: true)
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
        func note(_ direction: PolicyChange.Direction, _ text: String) {
            changes.append(PolicyChange(direction, "use case \(after.name)", text, place: after.place))
        }
        if before.riskCeiling != after.riskCeiling {
            note(
                after.riskCeiling > before.riskCeiling ? .weaker : .stricter,
                "risk: \(before.riskCeiling.rawValue) became \(after.riskCeiling.rawValue)")
        }
        if before.level != after.level {
            note(
                after.level > before.level || asksForLevel ? .weaker : .stricter,
                "level: \(before.level.rawValue) became \(after.level.rawValue)"
                    + (asksForLevel ? "; rules ask for it" : ""))
        }
        for (key, before, after) in lists(before, after) {
            let (added, gone) = (after.filter { !before.contains($0) }, before.filter { !after.contains($0) })
            let within = gone.filter { $0.isWithin(after) }
            let removed = gone.filter { !within.contains($0) }
            func text(_ globs: [Glob]) -> String { globs.map(\.description).joined(separator: ", ") }
            if !added.isEmpty { note(.weaker, "\(key): \(text(added)) added") }
            if !removed.isEmpty { note(.stricter, "\(key): \(text(removed)) removed") }
            if !within.isEmpty { note(.neutral, "\(key): \(text(within)) is within the others now") }
        }
        if changes.isEmpty && before.description != after.description {
            note(.neutral, "says something else about itself")
        }
        return changes
    }

    /// Words that are no patterns are the patterns of themselves.
    private func lists(_ before: UseCase, _ after: UseCase) -> [(key: String, before: [Glob], after: [Glob])] {
        func both(_ key: String, _ globs: (UseCase) -> [Glob]) -> (String, [Glob], [Glob]) {
            (key, globs(before), globs(after))
        }
        return [
            both("modes") { $0.modes.map { Glob($0.rawValue) } }, both("kinds") { $0.kinds.map { Glob($0.rawValue) } },
            both("actions") { $0.actions.map { Glob($0) } },
            both("action classes") { $0.actionClasses.map { Glob($0.rawValue) } }, both("tools", \.tools),
            both("templates", \.templates),
        ]
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

import Domain

/// What only the whole bundle can tell: names that lead nowhere.
struct PolicyCrossCheck {
    let bundle: PolicyBundle
    let references: [PolicyReference]
    /// Nil: nobody here knows the time zones.
    let zones: [String]?

    func problems() -> [Problem] {
        let all = Dictionary(uniqueKeysWithValues: PolicyReference.Kind.allCases.map { ($0, known($0)) })
        return references.compactMap { reference in all[reference.kind]?.flatMap(reference.problem(known:)) }
    }

    private func known(_ kind: PolicyReference.Kind) -> [String]? {
        switch kind {
        case .action: bundle.actions.map(\.name)
        case .useCase: bundle.useCases.map(\.name)
        case .rule: bundle.rules.map(\.name) + BuiltInRule.allCases.map(\.rawValue)
        case .zone: zones
        case .argument:
            Set(bundle.actions.flatMap { ($0.argumentSchema["properties"]?.object ?? [:]).keys }).sorted()
        }
    }
}

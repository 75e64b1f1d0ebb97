import Domain

/// What only the whole bundle can tell: names that lead nowhere.
struct PolicyCrossCheck {
    let bundle: PolicyBundle
    let references: [PolicyReference]

    func problems() -> [Problem] {
        references.compactMap { $0.problem(known: known($0.kind)) }
    }

    private func known(_ kind: PolicyReference.Kind) -> [String] {
        switch kind {
        case .action: bundle.actions.map(\.name)
        case .useCase: bundle.useCases.map(\.name)
        case .rule: bundle.rules.map(\.name) + BuiltInRule.allCases.map(\.rawValue)
        case .argument:
            Set(bundle.actions.flatMap { ($0.argumentSchema["properties"]?.object ?? [:]).keys }).sorted()
        }
    }
}

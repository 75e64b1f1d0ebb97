import Domain

/// What only the whole bundle can tell: names that lead nowhere, and levels too low for the actions they allow.
struct PolicyCrossCheck {
    let bundle: PolicyBundle
    let references: [PolicyReference]

    func problems() -> [Problem] {
        references.compactMap { $0.problem(known: known($0.kind)) } + bundle.useCases.flatMap(levels)
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

    private func levels(_ useCase: UseCase) -> [Problem] {
        bundle.actions.filter { useCase.actions.contains($0.name) && $0.neededLevel > useCase.level }.map { action in
            Problem(
                file: useCase.place.file, line: useCase.place.line, column: 1,
                message: "\(useCase.name) has level \(useCase.level.rawValue), but \(action.name) takes "
                    + action.neededLevel.rawValue,
                suggestion: "level: \(action.neededLevel.rawValue)")
        }
    }
}

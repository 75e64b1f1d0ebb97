import Domain

/// What only the whole bundle can tell: names that lead nowhere, and cases of what cannot be asked for.
struct PolicyCrossCheck {
    let bundle: PolicyBundle
    /// Of the bundle's actions, in their order.
    let schemas: [JSONSchema]
    let references: [PolicyReference]
    /// Nil: nobody here knows the time zones.
    let zones: [String]?
    /// Files with problems of their own: entries of them may be lost, so a name that leads there proves nothing.
    let broken: Set<String>

    func problems() -> [Problem] {
        let all = Dictionary(uniqueKeysWithValues: PolicyReference.Kind.allCases.map { ($0, known($0)) })
        let byName = Dictionary(zip(bundle.actions.map(\.name), schemas), uniquingKeysWith: { first, _ in first })
        return references.compactMap { reference in all[reference.kind]?.flatMap(reference.problem(known:)) }
            + Self.unfitCases(bundle.cases, byName)
            + (isWhole("actions.yaml")
                ? bundle.rules.flatMap { ConditionCheck(rule: $0).problems(about: bundle.actions) } : [])
    }

    private func isWhole(_ file: String) -> Bool { !broken.contains(file) }

    /// A request whose arguments do not fit is refused before any rule is asked, so a case of one would prove nothing.
    /// - Parameter schemas: by action.
    static func unfitCases(_ cases: [PolicyCase], _ schemas: [String: JSONSchema]) -> [Problem] {
        cases.flatMap { policyCase -> [Problem] in
            guard let (name, arguments) = policyCase.event.request, let schema = schemas[name] else { return [] }
            return schema.validate(arguments).map { problem in
                Problem(
                    file: policyCase.place.file, line: policyCase.place.line, column: 1,
                    message: "arguments\(problem.instancePath): \(problem.message); so \(name) cannot be asked for")
            }
        }
    }

    private func known(_ kind: PolicyReference.Kind) -> [String]? {
        switch kind {
        case .action, .argument: if !isWhole("actions.yaml") { return nil }
        case .useCase: if !isWhole("use-cases.yaml") { return nil }
        case .rule: if !isWhole("approvals.yaml") { return nil }
        case .zone, .person, .team, .competence, .executor: break
        }
        return switch kind {
        case .action: bundle.actions.map(\.name)
        case .useCase: bundle.useCases.map(\.name)
        case .rule: bundle.rules.map(\.name) + BuiltInRule.allCases.map(\.rawValue)
        case .zone: zones
        case .person, .team, .competence, .executor: nil
        case .argument:
            Set(bundle.actions.flatMap { ($0.argumentSchema["properties"]?.object ?? [:]).keys }).sorted()
        }
    }
}

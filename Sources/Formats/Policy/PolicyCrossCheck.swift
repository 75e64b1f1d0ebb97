import Domain

/// What only the whole bundle can tell: names that lead nowhere, and cases of what cannot be asked for.
struct PolicyCrossCheck {
    let bundle: PolicyBundle
    let references: [PolicyReference]
    /// Nil: nobody here knows the time zones.
    let zones: [String]?

    func problems() -> [Problem] {
        let all = Dictionary(uniqueKeysWithValues: PolicyReference.Kind.allCases.map { ($0, known($0)) })
        return references.compactMap { reference in all[reference.kind]?.flatMap(reference.problem(known:)) }
            + Self.unfitCases(bundle.cases, of: bundle.actions) + bundle.rules.flatMap(untellable)
    }

    /// What could never be told of any action denies every request that the rule is about.
    private func untellable(_ rule: ApprovalRule) -> [Problem] {
        rule.condition.predicates.compactMap { predicate in
            guard case .argument(let name, let comparison) = predicate, !comparison.types.isEmpty else { return nil }
            let types = bundle.actions.compactMap { $0.argumentSchema["properties"]?[name] }.map { $0["type"]?.string }
            guard !types.isEmpty, types.allSatisfy({ $0.map { !comparison.types.contains($0) } ?? false }) else {
                return nil
            }
            let found = Set(types.compactMap { $0 }).sorted().joined(separator: " or ")
            return Problem(
                file: rule.place.file, line: rule.place.line, column: 1,
                message: "\(rule.name) compares the argument \(name) as a \(comparison.types[0]); it is always of type "
                    + "\(found), so this could never be told, which denies")
        }
    }

    /// A request whose arguments do not fit is refused before any rule is asked, so a case of one would prove nothing.
    static func unfitCases(_ cases: [PolicyCase], of actions: [ActionDefinition]) -> [Problem] {
        let actions = Dictionary(actions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var schemas: [String: JSONSchema] = [:]
        return cases.flatMap { policyCase -> [Problem] in
            guard let (name, arguments) = policyCase.event.request, let action = actions[name] else { return [] }
            // One that cannot be used is a problem of its own.
            guard let schema = schemas[name] ?? (try? JSONSchema(action.argumentSchema)) else { return [] }
            schemas[name] = schema
            return schema.validate(arguments).map { problem in
                Problem(
                    file: policyCase.place.file, line: policyCase.place.line, column: 1,
                    message: "arguments\(problem.instancePath): \(problem.message); so \(name) cannot be asked for")
            }
        }
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

import Domain

/// Finds what a rule asks that can never be so, or never be told, whatever the actions of the bundle are asked for with.
struct ConditionCheck {
    let rule: ApprovalRule

    func problems(about actions: [ActionDefinition]) -> [Problem] { problems(rule.condition, actions) }

    /// - Parameter actions: those that everything around the condition leaves.
    private func problems(_ condition: Condition, _ actions: [ActionDefinition]) -> [Problem] {
        switch condition {
        case .any(let parts): return parts.flatMap { problems($0, actions) }
        case .predicate(let predicate): return problems(predicate, actions)
        case .all(let parts):
            let kept = actions.filter { action in parts.allSatisfy { $0.canBeAbout(action) } }
            // A part that reaches no action at all may be meant for actions to come.
            let reaching = parts.allSatisfy { part in actions.contains(where: part.canBeAbout) }
            if kept.isEmpty && reaching && !actions.isEmpty {
                let wanted = parts.compactMap(\.aboutAction).joined(separator: " and ")
                return [problem("can never be met: no action has \(wanted)")]
            }
            return parts.flatMap { part in
                if case .predicate(let predicate) = part { return problems(predicate, kept) }
                return problems(part, kept.isEmpty ? actions : kept)
            }
        }
    }

    private func problems(_ predicate: Predicate, _ actions: [ActionDefinition]) -> [Problem] {
        switch predicate {
        case .argument(let name, let comparison):
            problems(name, comparison, actions.compactMap { $0.schema(of: name) })
        case .fact(.currency, let allowed):
            problems(
                "currency", .matches(allowed),
                actions.compactMap { action in action.currencyArgument.flatMap(action.schema) })
        case .fact, .amount, .budget, .time: []
        }
    }

    /// - Parameter schemas: of the argument, in each action that has it.
    private func problems(_ argument: String, _ comparison: Comparison, _ schemas: [JSON]) -> [Problem] {
        if schemas.isEmpty { return [] }
        if !comparison.types.isEmpty, schemas.allSatisfy({ !$0.allows(anyOf: comparison.types) }) {
            return [
                problem(
                    "compares the argument \(argument) as a \(comparison.types[0]); it is always \(schemas.typeText), so "
                        + "this could never be told, which denies")
            ]
        }
        return comparison.wanted.filter { wanted in schemas.allSatisfy { !$0.allows(wanted) } }.map { wanted in
            let values = schemas.flatMap { $0["enum"]?.array ?? [] }
            let found = values.isEmpty ? schemas.typeText : "one of \(values.map(\.canonical).joined(separator: ", "))"
            return problem(
                "wants the argument \(argument) to be \(wanted); it is always \(found), so this can never be met",
                suggestion: wanted.literal.flatMap { NearestName.of($0, in: values.compactMap(\.string)) })
        }
    }

    private func problem(_ text: String, suggestion: String? = nil) -> Problem {
        Problem(
            file: rule.place.file, line: rule.place.line, column: 1, message: "\(rule.name) \(text)",
            suggestion: suggestion)
    }
}

/// One of the values that a comparison is met by.
private enum Wanted: CustomStringConvertible {
    case value(JSON)
    case pattern(Glob)

    var description: String {
        switch self {
        case .value(let value): value.canonical
        case .pattern(let glob): "like \(glob)"
        }
    }

    /// A text that may be misspelt.
    var literal: String? {
        switch self {
        case .value(let value): value.string
        case .pattern(let glob): glob.isLiteral ? glob.description : nil
        }
    }
}

extension Comparison {
    fileprivate var wanted: [Wanted] {
        switch self {
        case .equals(let value): [.value(value)]
        case .oneOf(let values): values.map(Wanted.value)
        case .matches(let globs): globs.map(Wanted.pattern)
        case .number: []
        }
    }
}

extension Condition {
    /// False only for what is plain: the action itself, its class, whether it can be undone.
    fileprivate func canBeAbout(_ action: ActionDefinition) -> Bool {
        func isOne(_ text: String, of allowed: [Glob]) -> Bool { allowed.contains { $0.matches(text) } }
        switch self {
        case .all(let parts): return parts.allSatisfy { $0.canBeAbout(action) }
        case .any(let parts): return parts.contains { $0.canBeAbout(action) }
        case .predicate(.fact(.action, let allowed)): return isOne(action.name, of: allowed)
        case .predicate(.fact(.actionClass, let allowed)): return isOne(action.actionClass.rawValue, of: allowed)
        case .predicate(.fact(.reversible, let allowed)): return isOne("\(action.reversible)", of: allowed)
        case .predicate: return true
        }
    }

    /// `action: git.release`, of what `canBeAbout` looks at.
    fileprivate var aboutAction: String? {
        switch self {
        case .predicate(.fact(let name, let allowed)) where [.action, .actionClass, .reversible].contains(name):
            "\(name.rawValue): \(allowed.map(\.description).joined(separator: " or "))"
        case .all(let parts):
            parts.compactMap(\.aboutAction).isEmpty ? nil : parts.compactMap(\.aboutAction).joined(separator: " and ")
        case .any(let parts):
            parts.compactMap(\.aboutAction).isEmpty
                ? nil : "(\(parts.compactMap(\.aboutAction).joined(separator: " or ")))"
        case .predicate: nil
        }
    }
}

extension ActionDefinition {
    fileprivate func schema(of argument: String) -> JSON? { argumentSchema["properties"]?[argument] }
}

/// Read as the schema of one argument: only what stands in it is looked at, so what it leaves open is allowed.
extension JSON {
    fileprivate func allows(_ wanted: Wanted) -> Bool {
        let values = namedValues
        switch wanted {
        case .value(let value):
            return allows(anyOf: value.typeNames)
                && (values?.contains { Array($0.canonical.utf8) == Array(value.canonical.utf8) } ?? true)
        case .pattern(let glob):
            return values?.contains { $0.string.map(glob.matches) ?? false } ?? true
        }
    }
}

extension [JSON] {
    /// `of type number or string`
    fileprivate var typeText: String { "of type \(Set(flatMap(\.namedTypes)).sorted().joined(separator: " or "))" }
}

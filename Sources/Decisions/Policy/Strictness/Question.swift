import Domain

/// What a predicate must be told to answer; where it is not, a rule that asks errs, which denies. Two predicates with one
/// question err for the same requests.
enum Question: Hashable {
    case fact(FactName)
    case argument([UInt8], types: [String])
    case amount(types: [String])
    case budget
    case time(ZoneName)

    init(_ predicate: Predicate) {
        switch predicate {
        case .fact(let name, _): self = .fact(name)
        case .argument(let name, let comparison): self = .argument(Array(name.utf8), types: comparison.types)
        case .amount(let comparison): self = .amount(types: comparison.types)
        case .budget: self = .budget
        case .time(let window): self = .time(window.zone)
        }
    }

    /// `the time in Europe/Berlin`: fits before "cannot be told".
    var text: String {
        switch self {
        case .fact(let name): name.rawValue
        case .argument(let name, _): "the argument \(String(decoding: name, as: UTF8.self))"
        case .amount: "the amount"
        case .budget: "the budget used"
        case .time(let zone): "the time in \(zone.text)"
        }
    }
}

extension Condition {
    /// What may not be told of a request for one of these actions.
    func questions(_ actions: [ActionDefinition]) -> Set<Question> {
        let scope = scope(actions)
        return switch self {
        case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.questions(scope)) }
        case .predicate(let predicate): scope.contains(where: predicate.canError) ? [Question(predicate)] : []
        }
    }

    /// Never holds where the question has no answer.
    func needs(_ question: Question) -> Bool {
        switch self {
        case .all(let parts): parts.contains { $0.needs(question) }
        case .any(let parts): parts.allSatisfy { $0.needs(question) }
        case .predicate(let predicate): Question(predicate) == question
        }
    }

    /// Wherever this errs, which it does for want of that one answer only, the other errs as well: it asks for the answer
    /// in the same places, and what else it asks holds where this rule's does.
    func errsOnly(
        where other: Condition, for question: Question, from: ApprovalRule.Effect, to: ApprovalRule.Effect
    ) -> Bool {
        let (asking, rest) = (parts.filter { $0.asks(question) }, parts.filter { !$0.asks(question) })
        let (others, otherRest) = (
            other.parts.filter { $0.asks(question) }, other.parts.filter { !$0.asks(question) }
        )
        let isAsked =
            others.contains { $0.is(question) }
            || !others.isEmpty
                && asking.allSatisfy { part in
                    others.contains { $0.isLike(part, but: question) }
                }
        return isAsked
            && others.allSatisfy { part in part.is(question) || asking.contains { $0.isLike(part, but: question) } }
            && Condition.all(rest).implies(.all(otherRest), from: from, to: to)
    }

    private func asks(_ question: Question) -> Bool { predicates.contains { Question($0) == question } }

    private func `is`(_ question: Question) -> Bool {
        if case .predicate(let predicate) = self { Question(predicate) == question } else { false }
    }

    /// The same but for what it wants the answer to be, and nothing in it depends on a rule's effect.
    private func isLike(_ other: Condition, but question: Question) -> Bool {
        switch (self, other) {
        case (.all(let one), .all(let other)), (.any(let one), .any(let other)):
            one.count == other.count && zip(one, other).allSatisfy { $0.isLike($1, but: question) }
        case (.predicate(let one), .predicate(let other)):
            Question(one) == question && Question(other) == question || one == other && !one.isCollective
        case (.all, _), (.any, _), (.predicate, _): false
        }
    }
}

extension Predicate {
    /// Asks something that a permit answers otherwise than a hold or a forbid.
    var isCollective: Bool { if case .fact(let name, _) = self { name.isCollective } else { false } }

    /// Arguments have passed the action's schema before any rule sees them.
    fileprivate func canError(_ action: ActionDefinition) -> Bool {
        switch self {
        case .fact(.recipients, _): return !action.alwaysHas(action.recipientsArgument, ["string"])
        case .fact(.currency, _): return !action.alwaysHas(action.currencyArgument, ["string"])
        case .fact(.recipientDomain, _): return action.recipientsArgument != nil
        case .fact: return false
        case .argument(let name, let comparison): return !action.alwaysHas(name, comparison.types)
        case .amount(let comparison): return !action.alwaysHas(action.amountArgument, comparison.types)
        case .budget, .time: return true
        }
    }
}

extension ActionDefinition {
    /// The schema demands the argument, as one of these types (any, when none is named). No argument: nothing to miss.
    fileprivate func alwaysHas(_ argument: String?, _ types: [String]) -> Bool {
        guard let argument else { return true }
        let isRequired = argumentSchema["required"]?.array?.contains(.string(argument)) == true
        guard isRequired, !types.isEmpty else { return isRequired }
        return argumentSchema["properties"]?[argument]?["type"]?.string.map(types.contains) ?? false
    }
}

import Domain

/// What one rule makes of a request.
package struct RuleEvaluation: Sendable {
    package let rule: ApprovalRule
    package let explanation: Explanation

    /// The rule applies, is skipped, or errors.
    package var truth: Truth { explanation.truth }

    package init(_ rule: ApprovalRule, _ facts: ActionFacts) {
        self.rule = rule
        explanation = rule.condition.explain(facts, effect: rule.effect)
    }

    var reason: Reason {
        let found = explanation.sentences.joined(separator: "; ")
        let text =
            switch truth {
            case .held: found
            case .notHeld: "does not apply: \(found)"
            case .error: "could not be evaluated, which denies: \(found)"
            }
        return Reason(rule: rule.name, place: rule.place, text: text)
    }
}

extension Condition {
    func explain(_ facts: ActionFacts, effect: ApprovalRule.Effect) -> Explanation {
        switch self {
        case .all(let parts): .all(parts.map { $0.explain(facts, effect: effect) })
        case .any(let parts): .any(parts.map { $0.explain(facts, effect: effect) })
        case .predicate(let predicate): predicate.explain(facts, effect: effect)
        }
    }
}

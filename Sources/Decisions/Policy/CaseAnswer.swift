import Domain

/// The answer to one case, in the words of expectations, with what each rule made of it.
package struct CaseAnswer: Sendable {
    package let outcome: PolicyCase.Outcome
    package let reasons: [Reason]
    package let missing: [String]
    /// Of a refused dispatch.
    package let code: FailureCode?
    /// Empty for a dispatch, which no approval rule decides.
    package let rules: [RuleEvaluation]
    /// Of a dispatch.
    package let dispatch: [DispatchExplanation]

    init(
        outcome: PolicyCase.Outcome, reasons: [Reason], missing: [String], code: FailureCode?,
        rules: [RuleEvaluation] = [], dispatch: [DispatchExplanation] = []
    ) {
        self.outcome = outcome
        self.reasons = reasons
        self.missing = missing
        self.code = code
        self.rules = rules
        self.dispatch = dispatch
    }

    package init(_ decision: PolicyDecision, rules: [RuleEvaluation]) {
        let outcome: PolicyCase.Outcome =
            switch decision.outcome {
            case .allow: .allow
            case .deny: .deny
            case .hold: .hold
            }
        self.init(
            outcome: outcome, reasons: decision.reasons, missing: decision.missing, code: nil, rules: rules)
    }

    init(_ admission: Admission, _ explained: [DispatchExplanation]) {
        switch admission {
        case .admitted(let useCase, _):
            let reason = Reason(.useCase, "within \(useCase.name)", place: useCase.place)
            self.init(outcome: .admitted, reasons: [reason], missing: [], code: nil, dispatch: explained)
        case .refused(let code, let reasons):
            self.init(
                outcome: .refused, reasons: reasons, missing: reasons.map(\.text), code: code,
                dispatch: explained)
        }
    }

    static func unknownAction(_ name: String) -> CaseAnswer {
        CaseAnswer(
            outcome: .deny, reasons: [.unknownAction(name)], missing: [], code: .actionUnknown)
    }

    func differences(from expected: PolicyCase.Expectation) -> [String] {
        var differences = [String]()
        if outcome != expected.outcome {
            differences.append("expected \(expected.outcome.rawValue), got \(outcome.rawValue)")
        }
        for rule in expected.rules where !reasons.contains(where: { $0.rule == rule }) {
            differences.append("expected the rule \(rule) among the reasons")
        }
        for text in expected.missing where !missing.contains(where: { $0.contains(text) }) {
            let found = missing.isEmpty ? "nothing" : missing.joined(separator: "; ")
            differences.append("expected \"\(text)\" to be missing, got \(found)")
        }
        if let wanted = expected.code, wanted != code {
            differences.append("expected the code \(wanted.rawValue), got \(code?.rawValue ?? "none")")
        }
        return differences
    }
}

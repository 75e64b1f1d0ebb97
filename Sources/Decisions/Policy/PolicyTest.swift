import Domain

/// What became of the cases of a bundle, and the rules that no case ever matched.
package struct PolicyTestReport: Sendable {
    package struct Result: Sendable {
        package let policyCase: PolicyCase
        /// Where the answer is not what was expected; empty when the case passed.
        package let differences: [String]
        /// Why the answer is what it is.
        package let reasons: [Reason]

        package var passed: Bool { differences.isEmpty }
    }

    package let results: [Result]
    package let unmatchedRules: [ApprovalRule]

    package var passed: Bool { results.allSatisfy(\.passed) }
}

extension PolicyBundle {
    /// Runs every case of the bundle.
    package func test() -> PolicyTestReport {
        var matched = Set<String>()
        let results = cases.map { policyCase in
            let answer = answer(policyCase)
            matched.formUnion(answer.matchedRules)
            return PolicyTestReport.Result(
                policyCase: policyCase, differences: answer.differences(from: policyCase.expected),
                reasons: answer.reasons)
        }
        return PolicyTestReport(results: results, unmatchedRules: rules.filter { !matched.contains($0.name) })
    }

    private func answer(_ policyCase: PolicyCase) -> CaseAnswer {
        switch policyCase.event {
        case .action(let name, let arguments):
            guard let facts = facts(policyCase.given, name, arguments) else { return .unknownAction(name) }
            return CaseAnswer(decide(facts), matchedRules: matchedRules(facts))
        case .signature(let name, let arguments, let signer):
            guard let facts = facts(policyCase.given, name, arguments) else { return .unknownAction(name) }
            let decision = decide(facts)
            let eligibility = decision.entitles(signer, facts: facts)
            return CaseAnswer(
                outcome: eligibility.isEligible ? .entitled : .notEntitled, reasons: decision.reasons,
                missing: [eligibility.reason], code: nil, matchedRules: matchedRules(facts))
        case .dispatch(let level, let actions, let tools):
            return CaseAnswer(admit(policyCase.given.dispatch(level: level, actions: actions, tools: tools)))
        }
    }

    private func matchedRules(_ facts: ActionFacts) -> [String] {
        rules.filter { RuleEvaluation($0, facts).truth == .held }.map(\.name)
    }

    private func facts(_ given: PolicyCase.Given, _ name: String, _ arguments: JSON) -> ActionFacts? {
        guard let action = action(name) else { return nil }
        var facts = ActionFacts(
            template: given.template, useCase: given.useCase.flatMap(useCase), mode: given.mode, risk: given.risk,
            outputs: given.outputs, action: action, arguments: arguments, requester: given.requester,
            contributors: Set(given.contributors), policyEditors: Set(given.policyEditors),
            earlierRequests: given.earlierRequests)
        facts.team = given.team
        facts.taint = given.taint
        facts.trust = given.trust
        facts.budgetUsedPercent = given.budgetUsedPercent
        facts.localTimes = given.now.map { LocalTimes(everywhere: $0) } ?? LocalTimes()
        return facts
    }
}

extension PolicyCase.Given {
    fileprivate func dispatch(level: PermissionLevel, actions: [String], tools: [String]) -> DispatchFacts {
        let conflicted = Set(contributors + policyEditors + [requester.id])
        return DispatchFacts(
            template: template, useCase: useCase, mode: mode, level: level, risk: risk, outputs: outputs,
            actions: actions,
            tools: tools, pool: people.filter { !conflicted.contains($0.id) })
    }
}

/// The answer to one case, in the words of expectations.
private struct CaseAnswer {
    let outcome: PolicyCase.Outcome
    let reasons: [Reason]
    let missing: [String]
    let code: FailureCode?
    let matchedRules: [String]

    init(
        outcome: PolicyCase.Outcome, reasons: [Reason], missing: [String], code: FailureCode?, matchedRules: [String]
    ) {
        self.outcome = outcome
        self.reasons = reasons
        self.missing = missing
        self.code = code
        self.matchedRules = matchedRules
    }

    init(_ decision: PolicyDecision, matchedRules: [String]) {
        let outcome: PolicyCase.Outcome =
            switch decision.outcome {
            case .allow: .allow
            case .deny: .deny
            case .hold: .hold
            }
        self.init(
            outcome: outcome, reasons: decision.reasons, missing: decision.missing, code: nil,
            matchedRules: matchedRules)
    }

    init(_ admission: Admission) {
        switch admission {
        case .admitted(let useCase, _):
            let reason = Reason(.useCase, "within \(useCase.name)", place: useCase.place)
            self.init(outcome: .admitted, reasons: [reason], missing: [], code: nil, matchedRules: [])
        case .refused(let code, let reasons):
            self.init(
                outcome: .refused, reasons: reasons, missing: reasons.map(\.text), code: code, matchedRules: [])
        }
    }

    static func unknownAction(_ name: String) -> CaseAnswer {
        let reason = Reason(.defaultDeny, "there is no action \(name) in this bundle")
        return CaseAnswer(outcome: .deny, reasons: [reason], missing: [], code: .actionUnknown, matchedRules: [])
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

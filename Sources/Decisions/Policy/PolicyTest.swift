import Domain

/// What became of the cases of a bundle, and the rules that no case ever matched.
package struct PolicyTestReport: Sendable {
    package struct Result: Sendable {
        package let policyCase: PolicyCase
        /// Where the answer is not what was expected; empty when the case passed.
        package let differences: [String]
        package let answer: CaseAnswer
        /// Why the answer is what it is.
        package var reasons: [Reason] { answer.reasons }

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
            matched.formUnion(answer.rules.filter { $0.truth == .held }.map(\.rule.name))
            return PolicyTestReport.Result(
                policyCase: policyCase, differences: differences(answer, from: policyCase), answer: answer)
        }
        return PolicyTestReport(results: results, unmatchedRules: rules.filter { !matched.contains($0.name) })
    }

    /// Also who of OWNERS was never among the people of a case that fails.
    private func differences(_ answer: CaseAnswer, from policyCase: PolicyCase) -> [String] {
        let differences = answer.differences(from: policyCase.expected)
        guard !differences.isEmpty, answer.code == .poolTooSmall,
            case .dispatch(let level, let actions, let tools) = policyCase.event
        else { return differences }
        let given = policyCase.given
        let facts = given.dispatch(level: level, actions: actions, tools: tools)
        return differences + quorum(of: facts).demands.compactMap { $0.stranger(to: given.people, pool: facts.pool) }
    }

    /// What this bundle says to a case, which may be another bundle's.
    package func answer(_ policyCase: PolicyCase) -> CaseAnswer {
        switch policyCase.event {
        case .action(let name, let arguments):
            guard let facts = facts(policyCase.given, name, arguments) else { return .unknownAction(name) }
            return CaseAnswer(decide(facts), rules: explain(facts))
        case .signature(let name, let arguments, let signer):
            guard let facts = facts(policyCase.given, name, arguments) else { return .unknownAction(name) }
            let decision = decide(facts)
            let eligibility = decision.entitles(signer, facts: facts)
            return CaseAnswer(
                outcome: eligibility.isEligible ? .entitled : .notEntitled, reasons: decision.reasons,
                missing: [eligibility.reason], code: nil, rules: explain(facts))
        case .dispatch(let level, let actions, let tools):
            let facts = policyCase.given.dispatch(level: level, actions: actions, tools: tools)
            return CaseAnswer(admit(facts), explain(facts))
        }
    }

    /// What each rule makes of a request, in their order.
    package func explain(_ facts: ActionFacts) -> [RuleEvaluation] { rules.map { RuleEvaluation($0, facts) } }

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

extension Quorum.OwnerDemand {
    /// `OWNERS:3 asks for @rita; the case's people are ann, bob`; nil if enough of them can, or somebody is named.
    fileprivate func stranger(to people: [PersonFacts], pool: [PersonFacts]) -> String? {
        guard open(after: pool) > 0, !people.contains(where: names) else { return nil }
        let logins = people.map(\.login).joined(separator: ", ")
        let found =
            switch people.count {
            case 0: "the case has no people"
            case 1: "the case's only person is \(logins)"
            default: "the case's people are \(logins)"
            }
        return "\(place) asks for \(owners.map(\.description).joined(separator: " or ")); \(found)"
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

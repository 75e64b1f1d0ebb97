import API
import Decisions
import Domain
import Formats
import Store

/// What each rule makes of a request or of cases, what held and what did not, and which line decided: in the sentences
/// that stand with the decision itself.
package enum ExplainPolicy {
    /// One for each case and rule: more, nobody reads.
    static let explanationLimit = 50_000

    package static func run(
        _ team: TeamContext, _ input: PolicyExplainRequest
    ) throws -> Page<PolicyExplanationView> {
        let given = try input.files.map { try ReadBundle.valid(team, $0) }
        let asked = [input.request, input.facts, input.cases ?? input.name].compactMap { $0 }
        guard asked.count <= 1 else {
            throw Failure(
                .badRequest, "say which: a request that was made, the facts of a case, or cases; one of them")
        }
        if let id = input.request { return Page(items: try explain(team, request: id, given)) }
        let bundle = try given ?? team.read { try CurrentPolicy.load($0, team).bundle }
        let cases = try cases(input, bundle)
        guard cases.count * bundle.rules.count <= explanationLimit else {
            throw Failure(
                .badRequest,
                "\(cases.count) cases by \(bundle.rules.count) rules are more than \(explanationLimit) explanations: "
                    + "choose some by their name")
        }
        return Page(
            items: cases.map { policyCase in
                let place = input.facts == nil ? "\(policyCase.place) " : ""
                return PolicyExplanationView(place + policyCase.name, bundle.answer(policyCase))
            })
    }

    private static func cases(_ input: PolicyExplainRequest, _ bundle: PolicyBundle) throws -> [PolicyCase] {
        var cases = bundle.cases
        if let text = input.cases ?? input.facts {
            let isFacts = input.facts != nil
            let file = input.source.map { HiddenText.render($0) } ?? (isFacts ? "facts" : "cases")
            do {
                cases =
                    isFacts
                    ? [try PolicyBundleReader.facts(text, file: file, of: bundle.actions)]
                    : try PolicyBundleReader.cases(text, file: file, of: bundle.actions)
            } catch {
                throw error.failure(.invalidInput)
            }
        }
        if let name = input.name { cases = cases.filter { $0.name.contains(name) } }
        guard !cases.isEmpty else {
            throw Failure(.notFound, "there is no such case; `countersign policy test` names all")
        }
        return cases
    }

    /// By the bundle that its run pinned and by the one in force, of which the stricter counts; or by the one that is given.
    /// The answer that counts comes first: while it is held that of now, else the one that was given; what each bundle says is by the same facts.
    private static func explain(
        _ team: TeamContext, request id: String, _ given: PolicyBundle?
    ) throws -> [PolicyExplanationView] {
        try team.read { tx in
            guard let request = try tx.first(ActionRequest(team: team.id, id: id)) else {
                throw Failure.missing("action request", id)
            }
            let isOpen = try request.state == .held && tx.now() < request.deadline
            let situation = try ActionSituation.load(tx, team, request, asAsked: !isOpen, also: given)
            let basis = isOpen ? "as things are now" : "facts of then, people of now"
            func view(_ name: String, _ bundle: PolicyBundle) throws -> PolicyExplanationView {
                let rules = situation.facts(for: bundle).map(bundle.explain) ?? []
                return PolicyExplanationView(
                    "\(id) by \(name) (\(basis))",
                    CaseAnswer(try situation.replay(request, by: bundle, team.services), rules: rules))
            }
            if let given { return [try view("the bundle given", given)] }
            let decision = try isOpen ? situation.decision(since: request) : PolicyDecision(kept: request.decision)
            var counts = PolicyExplanationView(
                "\(id), \(isOpen ? "as things are now, no milder than it was answered" : "as it was answered")",
                CaseAnswer(decision, rules: []))
            counts.became = try request.fate(now: tx.now())
            let pinned = try view("policy \(situation.run.policyNumber), which its run pinned", situation.pinned)
            if situation.run.policyNumber == situation.currentNumber { return [counts, pinned] }
            let current = try view("policy \(situation.currentNumber), which is in force", situation.current)
            return [counts, pinned, current]
        }
    }
}

extension PolicyExplanationView {
    fileprivate init(_ subject: String, _ answer: CaseAnswer) {
        self.init(
            subject: subject, outcome: answer.outcome.rawValue, reasons: answer.reasons.map(\.description),
            missing: answer.missing,
            rules: answer.rules.map { evaluation in
                RuleExplanationView(
                    rule: evaluation.rule.name, effect: evaluation.rule.effect.rawValue,
                    place: evaluation.rule.place.description, truth: evaluation.truth.rawValue,
                    lines: evaluation.explanation.lines)
            }
                + answer.dispatch.map { part in
                    RuleExplanationView(
                        rule: part.name, effect: part.kind.rawValue, place: part.place?.description,
                        truth: part.truth.rawValue, lines: part.lines)
                })
    }
}

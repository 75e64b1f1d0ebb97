import Domain

struct UseCaseRule: LintRule {
    let id = "outside-use-case"
    let level = LintLevel.warning
    let title = "The use case is approved, and admits the template."
    let doc = """
        A template works in a use case that an admin has approved, and a dispatch outside of it is refused: \
        under a name that the policy does not have, in another mode, with more risk, tools or actions than it \
        allows. A warning only, for a template may be written before the policy that admits it.
        """
    let bad = LintExample.task(
        """
        use_case: release-notes
        actions: [team.notify]
        """)
    let good = LintExample.task(
        """
        use_case: release-notes
        actions: [git.release]
        """)

    func findings(_ facts: LintFacts) -> [LintFinding] {
        let template = facts.template
        // What is not there yet cannot be held against a policy.
        guard let policy = facts.policy, template.missing == nil, !UnfinishedTextRule.isUnfinished(template.useCase),
            case .outside(let code, let broken, _) = policy.bounds(of: template)
        else { return [] }
        return broken.map { bound in
            let advice = code == .useCaseMissing ? approved(policy) : wayIn(policy, template, bound)
            return LintFinding(task: bound.part, bound.text, advice: advice)
        }
    }

    private func approved(_ policy: PolicyBundle) -> String {
        "The policy has \(policy.useCases.map(\.name).joined(separator: ", ")); an admin can add another."
    }

    private func wayIn(_ policy: PolicyBundle, _ template: TaskTemplate, _ bound: UseCaseBound) -> String {
        let fitting = policy.useCases.map(\.name).filter { name in
            if case .within = policy.bounds(of: template, as: name) { true } else { false }
        }
        let others = fitting.isEmpty ? "" : " Another use case admits all of it: \(fitting.joined(separator: ", "))."
        let way =
            switch bound.cause {
            case .template: "Name another use case, or have an admin add \(template.name) to this one."
            case .unknownAction: "Name an action of the policy, or have an admin add this one."
            case .excess: "Ask for less, or have an admin widen the use case."
            }
        return way + others
    }
}

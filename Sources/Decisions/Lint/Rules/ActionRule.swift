import Domain

struct ActionRule: LintRule {
    let id = "action-outside-use-case"
    let level = LintLevel.warning
    let title = "Each action is allowed by the use case."
    let doc = """
        An action that the use case does not allow keeps the template from being dispatched at all, or is \
        denied when the work is done.
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
        guard let policy = facts.policy, let useCase = policy.useCase(facts.template.useCase) else { return [] }
        return facts.template.actions.enumerated().compactMap { index, name in
            guard let action = policy.action(name) else {
                let near = NearestName.of(name, in: policy.actions.map(\.name)).map { "Did you mean \($0)? " } ?? ""
                return LintFinding(
                    task: "actions/\(index)", "the policy has no action \(name)",
                    advice: near + "`actions.yaml` of the policy lists what there is.")
            }
            guard !useCase.broken(by: action).isEmpty else { return nil }
            let others = policy.useCases.filter { $0.broken(by: action).isEmpty }.map(\.name)
            let elsewhere =
                others.isEmpty ? "No use case allows it." : "These allow it: \(others.joined(separator: ", "))."
            return LintFinding(
                task: "actions/\(index)", "\(useCase.name) does not allow \(name)",
                advice: "Take it out, or choose another use case. \(elsewhere)")
        }
    }
}

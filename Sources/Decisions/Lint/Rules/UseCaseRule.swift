import Domain

struct UseCaseRule: LintRule {
    let id = "unknown-use-case"
    let level = LintLevel.warning
    let title = "The use case is an approved one."
    let doc = """
        A template works in a use case that an admin has approved; nothing is dispatched under a name that \
        the policy does not have. A warning only, for a template may be written before the policy that \
        admits it.
        """
    let bad = LintExample.task(
        """
        use_case: release-note
        """)
    let good = LintExample.task(
        """
        use_case: release-notes
        """)

    func findings(_ facts: LintFacts) -> [LintFinding] {
        guard let policy = facts.policy, policy.useCase(facts.template.useCase) == nil else { return [] }
        let names = policy.useCases.map(\.name)
        let near = NearestName.of(facts.template.useCase, in: names).map { "Did you mean \($0)? " } ?? ""
        return [
            LintFinding(
                task: "use_case", "the policy has no use case \(facts.template.useCase)",
                advice: near + "It has \(names.joined(separator: ", ")); an admin can add another.")
        ]
    }
}

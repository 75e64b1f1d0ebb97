import Domain

struct AllowedToolsRule: LintRule {
    let id = "allowed-tools-wider"
    let level = LintLevel.warning
    let title = "SKILL.md grants no more than task.yaml."
    let doc = """
        A use case bounds the `tools` of task.yaml. `allowed-tools` in SKILL.md is read by agents only: what \
        stands there alone was never held against the policy.
        """
    let bad = LintExample.frontMatter(
        """
        allowed-tools: Read Write WebFetch
        """)
    let good = LintExample.frontMatter(
        """
        allowed-tools: Read Write
        """)

    func findings(_ facts: LintFacts) -> [LintFinding] {
        let declared = Set(facts.template.tools)
        let extra = facts.template.allowedTools.filter { !declared.contains($0) }
        if extra.isEmpty { return [] }
        let names = extra.joined(separator: ", ")
        return [
            LintFinding(
                .part("SKILL.md#/allowed-tools"), "allowed-tools has \(names), which `tools` of task.yaml has not",
                advice: "Add \(names) to `tools`, where the policy sees it, or take it out.")
        ]
    }
}

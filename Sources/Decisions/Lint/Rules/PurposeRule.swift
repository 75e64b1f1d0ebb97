import Domain

struct PurposeRule: LintRule {
    let id = "description-without-purpose"
    let level = LintLevel.warning
    let isEnglish = true
    let title = "A description says for what, or when."
    let doc = """
        People and agents choose a template by its description alone. How it works helps nobody choose: say \
        what comes out, and when to use it.
        """
    let bad = LintExample.frontMatter(
        """
        description: Runs a script over the git log and groups lines by prefix.
        """)
    let good = LintExample.frontMatter(
        """
        description: Writes release notes from a git log. Use when a version is about to be released.
        """)

    func findings(_ facts: LintFacts) -> [LintFinding] {
        guard !facts.description.says(Wording.purpose), !UnfinishedTextRule.isUnfinished(facts.template.description),
            !facts.description.isForeign
        else { return [] }
        return [
            LintFinding(
                .part("SKILL.md#/description"), "the description does not say for what, or when",
                advice: "Add \"Use when …\" or \"For …\".")
        ]
    }
}

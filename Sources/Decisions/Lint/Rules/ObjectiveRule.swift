import Domain

struct ObjectiveRule: LintRule {
    let id = "short-objective"
    let level = LintLevel.warning
    let title = "An objective names its object and its result."
    let doc = """
        The objective is the sentence by which somebody finds, dispatches and judges the task. In fewer than \
        five words there is a verb without an object, or an object without a result. A language other than English is not \
        counted: some say as much in one word.
        """
    let bad = LintExample.task(
        """
        objective: Update the docs.
        """)
    let good = LintExample.task(
        """
        objective: Bring the command reference in line with the commands of the latest release.
        """)

    private static let fewestWords = 5

    func findings(_ facts: LintFacts) -> [LintFinding] {
        let objective = facts.template.objective
        let prose = Prose(objective)
        let count = prose.words.count
        guard count < Self.fewestWords, !objective.isEmpty, !UnfinishedTextRule.isUnfinished(objective),
            !prose.isForeign
        else { return [] }
        return [
            LintFinding(
                task: "objective", "the objective has \(count) word\(count == 1 ? "" : "s")",
                advice: "Say what is to be different afterwards, for whom or in what: verb, object, result.")
        ]
    }
}

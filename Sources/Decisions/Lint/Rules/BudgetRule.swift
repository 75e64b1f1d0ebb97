import Domain

struct BudgetRule: LintRule {
    let id = "no-budget"
    let level = LintLevel.hint
    let title = "Something ends the work."
    let doc = """
        Where a model does the work, time and turns are money. Without `budget` and `timeout_minutes` a run \
        that goes in circles is stopped after the standard hour only.
        """
    let bad = LintExample.task(
        """
        budget: {}
        """)
    let good = LintExample.task(
        """
        budget: {turns: 60}
        """)

    func findings(_ facts: LintFacts) -> [LintFinding] {
        let template = facts.template
        guard !template.hasScript, template.budget ?? Budget() == Budget(),
            template.places["task.yaml#/timeout_minutes"] == nil
        else {
            return []
        }
        return [
            LintFinding(
                task: "budget", "nothing bounds the run but the standard timeout",
                advice: "Add `timeout_minutes`, or `budget: {turns: 60}`.")
        ]
    }
}

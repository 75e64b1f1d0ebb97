import Domain

struct UnusedInputRule: LintRule {
    let id = "unused-input"
    let level = LintLevel.warning
    let title = "Each input is used."
    let doc = """
        An input that no sentence mentions is a question to the requester without an effect, or the trace of \
        a sentence that was lost.
        """
    let bad = LintExample.task(
        """
        inputs:
          type: object
          properties:
            since: {type: string, description: "The last release, as a tag."}
            tone: {type: string, description: How the notes should sound.}
            audience: {type: string, description: Who reads them.}
        """)
    let good = LintExample.task(
        """
        inputs:
          type: object
          properties:
            since: {type: string, description: "The last release, as a tag."}
            tone: {type: string, description: How the notes should sound.}
        """)

    func findings(_ facts: LintFacts) -> [LintFinding] {
        let template = facts.template
        if template.inputNames.isEmpty { return [] }
        let all = facts.whole
        return template.inputNames.filter { !all.mentions($0) }.map { name in
            LintFinding(
                task: "inputs/properties/\(name)", "no sentence uses the input \(name)",
                advice: "Say in the instruction what \(name) changes, or take the input out.")
        }
    }
}

import Domain

struct InputDescriptionRule: LintRule {
    let id = "input-without-description"
    let level = LintLevel.hint
    let title = "A requester knows what to enter."
    let doc = """
        The description of an input is what somebody reads who dispatches the task for the first time, in \
        the form and in the help. Without it they guess the format.
        """
    let bad = LintExample.task(
        """
        inputs:
          type: object
          properties:
            since: {type: string}
            tone: {type: string, description: How the notes should sound.}
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
        let bare = template.inputNames.filter { template.inputs["properties"]?[$0]?["description"]?.string == nil }
        return bare.map { name in
            LintFinding(
                task: "inputs/properties/\(name)", "the input \(name) has no description",
                advice: "Say what to enter, in which form, and what it means if it is left out.")
        }
    }
}

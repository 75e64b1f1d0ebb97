import Domain

struct SchemaConflictRule: LintRule {
    let id = "impossible-schema"
    let level = LintLevel.warning
    let title = "Every schema can be satisfied."
    let doc = """
        A schema whose bounds exclude each other, whose `enum` is empty or holds nothing of its `type`, which requires a \
        member that it refuses, or which refers to itself with nothing between, is valid, and no value, or any, satisfies it. Nobody could dispatch \
        the template, or no agent deliver its output.
        """
    let bad = LintExample.task(
        """
        inputs:
          type: object
          properties:
            since: {type: string, minLength: 5, maxLength: 2, description: "The last release, as a tag."}
            tone: {type: string, description: How the notes should sound.}
        """)
    let good = LintExample.task(
        """
        inputs:
          type: object
          properties:
            since: {type: string, minLength: 2, maxLength: 5, description: "The last release, as a tag."}
            tone: {type: string, description: How the notes should sound.}
        """)

    func findings(_ facts: LintFacts) -> [LintFinding] {
        facts.template.schemas.flatMap { place, schema in
            SchemaConflict.all(in: schema, at: place).map { conflict in
                LintFinding(
                    task: conflict.pointer, "\(conflict.pointer): \(conflict.message)",
                    advice: "Change one of the two, so that a value fits, or take the part out.")
            }
        }
    }
}

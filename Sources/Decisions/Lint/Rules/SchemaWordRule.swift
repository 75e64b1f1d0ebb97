import Domain

struct SchemaWordRule: LintRule {
    let id = "misspelt-schema-word"
    let level = LintLevel.warning
    let title = "Words of a schema are spelt as JSON Schema spells them."
    let doc = """
        JSON Schema takes a word that it does not know for a note, so a schema with `requird` is valid and asks for \
        nothing. What is one slip away from a keyword, or from a name of a `format`, is hardly meant as a note.
        """
    let bad = LintExample.task(
        """
        inputs:
          type: object
          properties:
            since: {type: string, minLenght: 1, description: "The last release, as a tag."}
            tone: {type: string, description: How the notes should sound.}
        """)
    let good = LintExample.task(
        """
        inputs:
          type: object
          properties:
            since: {type: string, minLength: 1, description: "The last release, as a tag."}
            tone: {type: string, description: How the notes should sound.}
        """)

    func findings(_ facts: LintFacts) -> [LintFinding] {
        facts.template.schemas.flatMap { place, schema in
            SchemaSlip.all(in: schema, at: place).map { slip in
                LintFinding(
                    task: slip.pointer, "\(slip.pointer): \(slip)",
                    advice: "Write \(slip.near) if that is meant, or use a name of your own that is not so near to it.")
            }
        }
    }
}

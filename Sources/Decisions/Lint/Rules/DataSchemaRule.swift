import Domain

struct DataSchemaRule: LintRule {
    let id = "data-without-schema"
    let level = LintLevel.error
    let title = "Structured data come with their schema."
    let doc = """
        JSON that nobody has described cannot be checked on the way in: the first program that reads it \
        finds out what is wrong. With a `schema` a malformed file goes back to the agent at once.
        """
    let bad = LintExample.task(
        """
        output:
          - path: changes.json
            kind: data
        """)
    let good = LintExample.task(
        """
        output:
          - path: changes.json
            kind: data
            schema: {type: array, items: {type: object, required: [commit, text]}}
        """)

    func findings(_ facts: LintFacts) -> [LintFinding] {
        facts.template.outputs.enumerated().compactMap { index, output in
            let isJSON = [".json", ".jsonl", ".ndjson"].contains(where: output.path.lowercased().hasSuffix)
            guard output.kind == .data, isJSON, output.schema == nil else { return nil }
            return LintFinding(
                task: "output/\(index)/path", "\(output.path) is data without a schema",
                advice: "Add `schema`, a JSON Schema (2020-12) of what the file holds.")
        }
    }
}

import Domain

struct DataSchemaRule: LintRule {
    let id = "data-without-schema"
    let level = LintLevel.error
    let title = "Structured data come with their schema."
    let doc = """
        JSON that nobody has described cannot be checked on the way in: the first program that reads it \
        finds out what is wrong. With a `schema` a malformed file goes back to the agent, which has two more attempts to mend it. \
        `{type: object}` alone describes nothing.
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
            guard output.kind == .data, isJSON else { return nil }
            guard let schema = output.schema else {
                return LintFinding(
                    task: "output/\(index)/path", "\(output.path) is data without a schema",
                    advice: "Add `schema`, a JSON Schema (2020-12) of what the file holds.")
            }
            guard Self.asksNothing(schema) else { return nil }
            return LintFinding(
                task: "output/\(index)/schema", "the schema of \(output.path) does not say what the file holds",
                advice:
                    "Name its members under `properties`, or its `items`, and say under `required` which must be there."
            )
        }
    }

    /// A type and notes, and nothing else.
    private static func asksNothing(_ schema: JSON) -> Bool {
        guard let members = schema.object else { return schema == true }
        return members.allSatisfy { key, value in
            switch key {
            case "type": ["object", "array"].contains(value.string ?? "object")
            case "properties", "required", "items", "additionalProperties":
                value == true || value.object?.isEmpty == true || value.array?.isEmpty == true
            default: notes.contains(key)
            }
        }
    }

    private static let notes: Set<String> = [
        "$schema", "$id", "$comment", "title", "description", "default", "examples", "deprecated", "readOnly",
        "writeOnly",
    ]
}

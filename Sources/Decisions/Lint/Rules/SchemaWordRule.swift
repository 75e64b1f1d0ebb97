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
        let template = facts.template
        let outputs = template.outputs.enumerated().compactMap { index, output in
            output.schema.map { ("output/\(index)/schema", $0) }
        }
        return ([("inputs", template.inputs)] + outputs).flatMap { Self.findings(in: $1, at: $0) }
    }

    private static func findings(in schema: JSON, at place: String) -> [LintFinding] {
        (schema.object ?? [:]).sorted { $0.key < $1.key }.flatMap { word, value -> [LintFinding] in
            guard let shape = SchemaShape.keywords[word] else {
                return slip(word, "keyword", among: SchemaShape.keywords.keys.sorted(), at: "\(place)/\(word)")
            }
            let format = word == "format" ? value.string : nil
            return (format.map { slip($0, "format", among: SchemaShape.formats, at: "\(place)/format") } ?? [])
                + shape.children(value, at: "\(place)/\(JSONPointer.escape(word))").flatMap {
                    findings(in: $0.schema, at: $0.pointer)
                }
        }
    }

    private static func slip(_ word: String, _ what: String, among known: [String], at place: String) -> [LintFinding] {
        // Short words of one's own, such as `note`, are near to short keywords by nature.
        guard word.count > 4, !known.contains(word), let near = NearestName.of(word, in: known) else { return [] }
        return [
            LintFinding(
                task: place, "\(place): \(word) is no \(what) of JSON Schema, which takes it for a note",
                advice: "Write \(near) if that is meant, or use a name of your own that is not so near to it.")
        ]
    }
}

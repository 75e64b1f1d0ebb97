import Domain

struct UnfinishedTextRule: LintRule {
    let id = "unfinished-text"
    let level = LintLevel.error
    let title = "Nothing goes out with a gap that its author has marked."
    let doc = """
        What begins with "MISSING:", as `template new` marks what it was not told, or in capitals with "todo:", \
        "tbd:" or "fixme:" is a gap that its author knows of. An agent would fill it with something plausible.
        """
    let bad = LintExample.task(
        """
        objective: "MISSING: say what is to be achieved"
        """)
    let good = LintExample.task(
        """
        objective: Tell users what changed between two tags, with every commit accounted for.
        """)

    func findings(_ facts: LintFacts) -> [LintFinding] {
        let template = facts.template
        var texts = template.texts
        texts.append(("SKILL.md#/description", "the description", template.description))
        texts.append(("task.yaml#/use_case", "use_case", template.useCase))
        texts += Self.descriptions(of: template)
        let inParts = texts.filter { Self.isUnfinished($0.text) }.map { part, name, _ in
            LintFinding(.part(part), "\(name) is not finished", advice: Self.advice)
        }
        return inParts
            + facts.lines.enumerated().filter { !$0.element.isCode && Self.isUnfinished($0.element.text) }.map {
                index, _ in
                LintFinding(
                    .instruction(line: index, column: 1), "the instruction is not finished", advice: Self.advice)
            }
    }

    /// In the schemas of inputs and outputs, of their properties.
    private static func descriptions(of template: TaskTemplate) -> [(part: String, name: String, text: String)] {
        let schemas =
            [("task.yaml#/inputs", "input", template.inputs)]
            + template.outputs.enumerated().compactMap { index, output in
                output.schema.map { ("task.yaml#/output/\(index)/schema", "\(output.path):", $0) }
            }
        return schemas.flatMap { part, name, schema in
            (schema["properties"]?.object ?? [:]).sorted { $0.key < $1.key }.compactMap { key, property in
                property["description"]?.string.map { text in
                    (
                        "\(part)/properties/\(JSONPointer.escape(key))/description",
                        "the description of \(name) \(key)", text
                    )
                }
            }
        }
    }

    private static let advice = "Write what is missing, or take the line out."

    private static let marks = ["missing", "todo", "tbd", "fixme"].map { $0.uppercased() }

    /// Also as an item of a list, or a heading. A mark alone says as much as one with a colon.
    static func isUnfinished(_ text: some StringProtocol) -> Bool {
        let start = text.utf8.drop { (0x30...0x39).contains($0) || " \t-*#.".utf8.contains($0) }
        guard let mark = marks.first(where: { start.starts(with: $0.utf8) }) else { return false }
        let rest = start.dropFirst(mark.utf8.count)
        return rest.first == UInt8(ascii: ":") || rest.allSatisfy { " \t.?!".utf8.contains($0) }
    }
}

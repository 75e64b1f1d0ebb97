import Domain

struct PlaceholderRule: LintRule {
    let id = "placeholder-text"
    let level = LintLevel.warning
    let title = "No placeholder is left."
    let doc = """
        "Todo", "tbd" and "fixme" in capitals, and `<insert here>`, are notes of an author who meant to come back. A \
        task may be about such words; then they stand in quotation marks or as code.
        """
    let bad = LintExample.instruction("Describe the changes since `since`, in the given tone (TBD: which tones?).")
    let good = LintExample.instruction("Describe the changes since `since`, in the given tone. List each `TBD` left.")

    private static let marks: Set<String> = ["todo", "tbd", "tba", "fixme", "xxx"]
    private static let orders = ["insert", "your", "fill", "describe", "enter", "placeholder", "todo", "tbd"]

    func findings(_ facts: LintFacts) -> [LintFinding] {
        let description = [("SKILL.md#/description", "the description", facts.description)]
        let inParts = (facts.sentences + description).flatMap { part, name, prose in
            Self.places(in: prose).isEmpty || UnfinishedTextRule.isUnfinished(prose.own)
                ? [] : [finding(.part(part), Self.places(in: prose).map(\.text), name)]
        }
        // The gap that an author has marked is an error, and that is enough.
        return inParts
            + facts.paragraphs.flatMap { start, prose in
                Dictionary(grouping: Self.places(in: prose)) { start + $0.line }.compactMap { line, found in
                    UnfinishedTextRule.isUnfinished(facts.lines[line].text)
                        ? nil : finding(.instruction(line: line, column: 1), found.map(\.text), "the instruction")
                }
            }
    }

    private func finding(_ spot: LintFinding.Spot, _ marks: [String], _ name: String) -> LintFinding {
        LintFinding(
            spot, "\(marks.quoted) in \(name) \(marks.count == 1 ? "is a placeholder" : "are placeholders")",
            advice: "Write what is meant, or put it in quotation marks if the task is about it.")
    }

    private static func places(in prose: Prose) -> [(text: String, line: Int)] {
        let words = prose.words.indices.filter { prose.capitals[$0] && marks.contains(prose.words[$0]) }
        return words.map { (prose.words[$0].uppercased(), prose.lines[$0]) } + brackets(in: prose.own)
    }

    /// `<insert the name>`, and the same in square brackets, unless that is a link.
    private static func brackets(in text: String) -> [(text: String, line: Int)] {
        let bytes = text.utf8
        let (angle, square) = (UInt8(ascii: "<"), UInt8(ascii: "["))
        return bytes.indices.filter { bytes[$0] == angle || bytes[$0] == square }.compactMap { start in
            let end = bytes[start] == angle ? UInt8(ascii: ">") : UInt8(ascii: "]")
            let inner = bytes[start...].dropFirst().prefix { $0 != end && $0 != UInt8(ascii: "\n") }
            let word = String(Substring(inner.prefix { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A })).lowercased()
            let after = bytes[inner.endIndex...].prefix(2)
            guard orders.contains(word), after.first == end, after.last != UInt8(ascii: "(") else { return nil }
            return (String(text[start...inner.endIndex]), bytes[..<start].count { $0 == UInt8(ascii: "\n") })
        }
    }
}

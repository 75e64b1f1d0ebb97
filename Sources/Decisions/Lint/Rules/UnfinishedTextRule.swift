import Domain

struct UnfinishedTextRule: LintRule {
    let id = "unfinished-text"
    let level = LintLevel.error
    let title = "Nothing goes out with a gap that its author has marked."
    let doc = """
        What begins with "MISSING:" is a gap that its author has marked, as `template new` does for what it was \
        not told. An agent would fill it with something plausible.
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
        let inParts = texts.filter { Self.isUnfinished($0.text) }.map { part, name, _ in
            LintFinding(.part(part), "\(name) is not finished", advice: Self.advice)
        }
        return inParts
            + facts.lines.enumerated().filter { Self.isUnfinished($0.element) }.map { index, _ in
                LintFinding(
                    .instruction(line: index, column: 1), "the instruction is not finished", advice: Self.advice)
            }
    }

    private static let advice = "Write what is missing, or take the line out."

    /// Also as an item of a list, or a heading.
    private static func isUnfinished(_ text: some StringProtocol) -> Bool {
        text.utf8.drop { (0x30...0x39).contains($0) || " \t-*#.".utf8.contains($0) }.starts(with: "MISSING:".utf8)
    }
}

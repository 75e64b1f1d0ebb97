import Domain

struct LongInstructionRule: LintRule {
    let id = "long-instruction"
    let level = LintLevel.warning
    let title = "An instruction can be read in one go."
    let doc = """
        What stands in SKILL.md is read whole before every run, by the agent and by whoever publishes it. \
        The Agent Skills format advises fewer than 500 lines; beyond that, sentences contradict each other \
        and nobody notices.
        """
    let bad = LintExample.instruction(
        String(repeating: "Describe the next change since `since`, in the given tone.\n", count: 501))
    let good = LintExample.instruction(
        "Describe the changes since `since`, in the given tone. What each kind of change means stands in `references/kinds.md`."
    )

    private static let lineLimit = 500
    private static let wordLimit = 5_000

    func findings(_ facts: LintFacts) -> [LintFinding] {
        let instruction = facts.template.instruction
        let lines = facts.lines.count
        // A word and what parts it from the next are two bytes at least: most instructions need not be counted.
        guard lines > Self.lineLimit || instruction.utf8.count > 2 * Self.wordLimit else { return [] }
        let words = instruction.unicodeScalars.split(whereSeparator: \.properties.isWhitespace).count
        guard lines > Self.lineLimit || words > Self.wordLimit else { return [] }
        return [
            LintFinding(
                .instruction(line: 0, column: 1), "the instruction has \(lines) lines and \(words) words",
                advice: "Move what is looked up now and then into `references/`, and say when to read it.")
        ]
    }
}

import Domain

struct OpenInstructionRule: LintRule {
    let id = "open-instruction"
    let level = LintLevel.hint
    let isEnglish = true
    let title = "An instruction decides, or says who does."
    let doc = """
        "As appropriate" and "etc." hand the decision to the agent without saying so, and the reviewer finds out \
        last. In an instruction that may be meant, so this is a hint: once for each phrase, where it first stands. \
        What is quoted or code does not count.
        """
    let bad = LintExample.instruction(
        "Describe the changes since `since`, in the given tone. Shorten titles as needed.")
    let good = LintExample.instruction(
        "Describe the changes since `since`, in the given tone. Shorten titles to 60 characters.")

    func findings(_ facts: LintFacts) -> [LintFinding] {
        var seen: Set<String> = []
        let description = facts.description.said(of: Wording.open).map(\.phrase).filter { seen.insert($0).inserted }
        let ofDescription =
            description.isEmpty ? [] : [finding(.part("SKILL.md#/description"), description, "the description")]
        return ofDescription
            + facts.paragraphs.flatMap { start, prose in
                let found = prose.said(of: Wording.open).filter { seen.insert($0.phrase).inserted }
                return Dictionary(grouping: found) { start + prose.lines[$0.word] }.map { line, found in
                    finding(.instruction(line: line, column: 1), found.map(\.phrase), "the instruction")
                }
            }
    }

    private func finding(_ spot: LintFinding.Spot, _ phrases: [String], _ name: String) -> LintFinding {
        LintFinding(
            spot, VagueWordsRule.message(phrases, in: name), advice: "Say what decides: a limit, a name, a case.")
    }
}

import Domain

struct VagueWordsRule: LintRule {
    let id = "vague-words"
    let level = LintLevel.warning
    let title = "Words have a measure."
    let doc = """
        A word without a measure is decided anew by every reader, and by the agent first. "Improve the page" \
        can be claimed of any page; "every link answers" can be checked.
        """
    let bad = LintExample.task(
        """
        constraints:
          - Do not rename files; reword titles as needed.
        """)
    let good = LintExample.task(
        """
        constraints:
          - Do not rename files; reword a title only if it is longer than 60 characters.
        """)

    func findings(_ facts: LintFacts) -> [LintFinding] {
        facts.sentences.compactMap { part, name, prose in
            // Evidence may ask for a judgement, and what cannot be checked at all is another rule's.
            guard !part.hasSuffix("/evidence"), !part.contains("output/"), !CheckableRule.isUncheckable(part, prose),
                let word = prose.firstSaid(of: Wording.vague)
            else { return nil }
            return LintFinding(
                .part(part), "\"\(word)\" in \(name) has no measure",
                advice: "Say how one would see it: a count, a name, a limit, a before and after.")
        }
    }
}

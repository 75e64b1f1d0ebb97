import Domain

struct ProhibitionRule: LintRule {
    let id = "no-prohibition"
    let level = LintLevel.warning
    let isEnglish = true
    let title = "Something must not be done."
    let doc = """
        Constraints are for what would go wrong in good faith: the number that was rounded, the file that \
        was tidied up. A list that only says what to do leaves that to luck, and so does "none" or "avoid mistakes".
        """
    let bad = LintExample.task(
        """
        constraints:
          - Write in the present tense.
        """)
    let good = LintExample.task(
        """
        constraints:
          - Change nothing in the repository.
          - Write in the present tense.
        """)

    func findings(_ facts: LintFacts) -> [LintFinding] {
        let constraints = facts.template.constraints
        guard !constraints.isEmpty,
            !constraints.contains(where: { Self.forbids(Prose($0)) || UnfinishedTextRule.isUnfinished($0) }),
            !Prose.isForeign(facts.sentences.flatMap(\.prose.words))
        else { return [] }
        return [
            LintFinding(
                task: "constraints", "no constraint says what must not be done",
                advice: "Add a sentence for each mistake that somebody could make in good faith: \"Change no number.\"")
        ]
    }

    /// Something, that is: "no constraints" forbids nothing.
    private static func forbids(_ prose: Prose) -> Bool {
        prose.says(Wording.forbidding)
            && (prose.hasQuotation
                || !prose.words.allSatisfy { word in
                    Wording.anything.contains(word) || Wording.empty.contains(word)
                        || Wording.forbidding.longest(in: [word]) != nil
                })
    }
}

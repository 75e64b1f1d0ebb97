import Domain

struct CheckableRule: LintRule {
    let id = "uncheckable-criterion"
    let level = LintLevel.warning
    let isEnglish = true
    let title = "A criterion is settled by looking."
    let doc = """
        A criterion that only judges ("the text is clear", "everything works as expected") can be shared or not, \
        but not checked: reviewers wave it through. One that counts, names, quotes or excludes can be answered with \
        a quotation.
        """
    let bad = LintExample.task(
        """
        success_criteria:
          - id: quality
            text: The notes are clear and well written.
            evidence: Quote the sentence that goes furthest.
        """)
    let good = LintExample.task(
        """
        success_criteria:
          - id: traceable
            text: Each line carries the hash of its commit and claims no more than that commit.
            evidence: Quote the sentence that goes furthest.
        """)

    func findings(_ facts: LintFacts) -> [LintFinding] {
        facts.sentences.filter { Self.isUncheckable($0.part, $0.prose) }.map { part, name, _ in
            LintFinding(
                .part(part), "nobody could check \(name): it only judges",
                advice: "Say what one would count, compare or quote: none, the number of, the first, verbatim.")
        }
    }

    /// A judgement with nothing to observe beside it: of the parts only a criterion has a text.
    static func isUncheckable(_ part: String, _ prose: Prose) -> Bool {
        part.hasSuffix("/text") && prose.says(Wording.judging) && !isObservable(prose)
            && !prose.isForeign
    }

    private static func isObservable(_ prose: Prose) -> Bool {
        prose.hasQuotation || prose.words.contains { $0.contains(where: \.isNumber) }
            || prose.says(Wording.observable)
    }
}

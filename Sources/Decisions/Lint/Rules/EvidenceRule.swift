import Domain

struct EvidenceRule: LintRule {
    let id = "criterion-without-evidence"
    let level = LintLevel.error
    let title = "A criterion tells its reviewer where to look."
    let doc = """
        A reviewer answers each criterion with a quotation. `evidence` says which: without it everybody \
        looks elsewhere, or nowhere, and two reviewers cannot be compared. "See above" and "the result" say nothing.
        """
    let bad = LintExample.task(
        """
        success_criteria:
          - id: accounted
            text: Every commit of the range is listed or left out for a stated reason.
            evidence: n/a
        """)
    let good = LintExample.task(
        """
        success_criteria:
          - id: accounted
            text: Every commit of the range is listed or left out for a stated reason.
            evidence: Quote the line that counts the commits, and check its sum.
        """)

    func findings(_ facts: LintFacts) -> [LintFinding] {
        facts.template.successCriteria.enumerated().compactMap { index, criterion in
            let advice = "Say which sentence, line or number the reviewer quotes to show it."
            let part = "success_criteria/\(index)/evidence"
            let words = Prose.whole(criterion.evidence).words
            if words.allSatisfy(Self.isEmpty) && !UnfinishedTextRule.isUnfinished(criterion.evidence) {
                return LintFinding(
                    task: part, "the evidence of criterion \(criterion.id) names nothing to quote", advice: advice)
            }
            if words == Prose.whole(criterion.text).words {
                return LintFinding(
                    task: part, "the evidence of criterion \(criterion.id) only repeats the criterion", advice: advice)
            }
            return nil
        }
    }

    private static func isEmpty(_ word: String) -> Bool {
        Wording.empty.contains(word) || word.utf8.allSatisfy { "-'".utf8.contains($0) }
    }
}

import Domain

struct EvidenceRule: LintRule {
    let id = "criterion-without-evidence"
    let level = LintLevel.error
    let isEnglish = true
    let title = "A criterion tells its reviewer where to look."
    let doc = """
        A reviewer answers each criterion with a quotation. `evidence` says which: without it everybody \
        looks elsewhere, or nowhere, and two reviewers cannot be compared. "See above" and "the result" say nothing, nor does a lone \
        word.
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
            let saysNothing = words.allSatisfy(Self.isEmpty) || Self.isLoneWord(criterion.evidence)
            if saysNothing && !UnfinishedTextRule.isUnfinished(criterion.evidence) {
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

    /// Only in scripts that part words by spaces, and unless it is the quotation itself.
    private static func isLoneWord(_ text: String) -> Bool {
        let prose = Prose(text)
        return !prose.hasQuotation && prose.words.count == 1
            && prose.words[0].utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isEmpty(_ word: String) -> Bool {
        Wording.empty.contains(word) || word.utf8.allSatisfy { "-'".utf8.contains($0) }
    }
}

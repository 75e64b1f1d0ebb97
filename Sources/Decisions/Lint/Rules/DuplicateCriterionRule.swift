import Domain

struct DuplicateCriterionRule: LintRule {
    let id = "duplicate-criterion"
    let level = LintLevel.error
    let title = "No question is asked twice."
    let doc = """
        Two criteria with the same words are one question that a reviewer answers twice; the answers may \
        differ, and nobody knows which counts.
        """
    let bad = LintExample.task(
        """
        success_criteria:
          - id: accounted
            text: Every commit is listed.
            evidence: Quote the line that counts the commits.
          - id: listed
            text: every commit is listed
            evidence: Quote the last commit of the list.
        """)
    let good = LintExample.task(
        """
        success_criteria:
          - id: accounted
            text: Every commit is listed.
            evidence: Quote the line that counts the commits.
          - id: breaking
            text: Breaking changes stand first.
            evidence: Quote the first change.
        """)

    func findings(_ facts: LintFacts) -> [LintFinding] {
        var seen: [[String]: String] = [:]
        return facts.template.successCriteria.enumerated().compactMap { index, criterion in
            let words = Prose.whole(criterion.text).words
            guard let first = seen[words] else {
                seen[words] = criterion.id
                return nil
            }
            return LintFinding(
                task: "success_criteria/\(index)/text", "criterion \(criterion.id) says the same as \(first)",
                advice: "Take one of them out, or say what the second asks beyond the first.")
        }
    }
}

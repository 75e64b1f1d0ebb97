import Domain

struct ManyCriteriaRule: LintRule {
    let id = "many-criteria"
    let level = LintLevel.hint
    let title = "A reviewer can keep the criteria in mind."
    let doc = """
        Every criterion is answered by hand, with a quotation, for every run. Three to five that matter are \
        answered with care; from eight on they are clicked through.
        """
    let bad = LintExample.task(
        """
        success_criteria:
          - {id: part-1, text: Section 1 names its source., evidence: Quote the source of section 1.}
          - {id: part-2, text: Section 2 names its source., evidence: Quote the source of section 2.}
          - {id: part-3, text: Section 3 names its source., evidence: Quote the source of section 3.}
          - {id: part-4, text: Section 4 names its source., evidence: Quote the source of section 4.}
          - {id: part-5, text: Section 5 names its source., evidence: Quote the source of section 5.}
          - {id: part-6, text: Section 6 names its source., evidence: Quote the source of section 6.}
          - {id: part-7, text: Section 7 names its source., evidence: Quote the source of section 7.}
          - {id: part-8, text: Section 8 names its source., evidence: Quote the source of section 8.}
        """)
    let good = LintExample.task(
        """
        success_criteria:
          - {id: sources, text: Every section names its source., evidence: Quote the section with the weakest source.}
        """)

    private static let most = 7

    func findings(_ facts: LintFacts) -> [LintFinding] {
        let count = facts.template.successCriteria.count
        guard count > Self.most else { return [] }
        return [
            LintFinding(
                task: "success_criteria", "\(count) criteria are answered by hand for every run",
                advice: "Keep those that would send an output back; put the rest into the instruction.")
        ]
    }
}

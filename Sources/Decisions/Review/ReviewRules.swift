/// The registry: every rule of a review, in the order of the phases.
package enum ReviewRules {
    package static let all: [any ReviewRule] = [
        HumanRule(),
        ConflictRule(),
        SizeRule(),
        CoverageRule(),
        PaceRule(),
        ReadFastRule(),
        CriteriaRule(),
        AnchorRule(),
        AnchorSpreadRule(),
        ChangedLinesRule(),
        OpenFindingRule(),
        RejectionRule(),
        SentenceRule(),
    ]
}

import Domain

/// Nobody approves work that they had a part in, under whichever account. They can still reject it or hand it back.
struct ConflictRule: ReviewRule {
    let id = "conflict"
    let codes: [FailureCode] = [.conflictOfInterest]
    let phase = ReviewPhase.standing
    let doc = """
        Nobody approves an output that they requested, whose agent they operate, whose template, context or criteria \
        they edited last, to which they fed content, or whose policy they edited in the last 14 days; nor does \
        whoever has acted for one of them since the run was asked for.
        """

    func refusals(_ facts: ReviewFacts) -> [Failure] { Conflicts.failures(facts.reviewer) }
}

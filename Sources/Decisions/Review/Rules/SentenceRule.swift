import Domain

/// Who cannot tell or hands back says why, so that the next one is better asked.
struct SentenceRule: ReviewRule {
    let id = "sentence"
    let codes: [FailureCode] = [.invalidInput]
    let phase = ReviewPhase.statement
    let doc = "The verdicts cannot tell and hand back need a sentence that says why."

    func applies(to verdict: Verdict) -> Bool { verdict == .cannotTell || verdict == .handBack }

    func refusals(_ facts: ReviewFacts) -> [Failure] {
        guard TextMeasure(facts.statement).visibleCharacters < CriteriaRule.reasonFloor else { return [] }
        return [Failure(.invalidInput, "The reason is missing. Say in one sentence why you cannot decide.")]
    }
}

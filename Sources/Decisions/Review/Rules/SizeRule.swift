import Domain

/// What is too large for one sitting was not read, whatever the clock says. Such outputs are sent back on arrival; this
/// rule holds for those that were accepted under other limits.
struct SizeRule: ReviewRule {
    let id = "size"
    let codes: [FailureCode] = [.splitRequired]
    let phase = ReviewPhase.item
    let doc = """
        An output of more than \(OutputSize.effectiveLinesLimit) effective lines, \(OutputSize.wordsLimit) words or \
        \(OutputSize.plannedMinutesLimit) planned minutes goes back to the agent to be split.
        """

    func refusals(_ facts: ReviewFacts) -> [Failure] {
        OutputSize.assess(OutputSize.units(of: facts.required.map(\.chunk))).failure.map { [$0] } ?? []
    }
}

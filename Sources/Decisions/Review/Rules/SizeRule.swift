import Domain

/// What is too large for one sitting was not read, whatever the clock says. Such outputs are sent back on arrival; this
/// rule holds for those that were accepted under other limits.
struct SizeRule: ReviewRule {
    let id = "size"
    let codes: [FailureCode] = [.splitRequired]
    let phase = ReviewPhase.item
    let doc = """
        An output of more lines, words or planned minutes than one sitting bears (800, 6,000, 90, or what the team \
        set) goes back to the agent to be split.
        """

    func refusals(_ facts: ReviewFacts) -> [Failure] {
        let units = OutputSize.units(of: facts.required.map(\.chunk))
        return OutputSize.assess(units, by: facts.settings).failure.map { [$0] } ?? []
    }
}

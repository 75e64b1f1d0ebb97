import Domain

/// Fast for the risk, though not impossible: recorded, so that a second reader or a later audit looks again. No
/// penalty.
struct ReadFastRule: ReviewRule {
    let id = "read-fast"
    let codes: [FailureCode] = []
    let phase = ReviewPhase.pace
    let doc = """
        Reading faster than is usual for the risk, in total or for more than a quarter of the size, is recorded and \
        brings a second reader or an audit; it is no reason to refuse.
        """

    func flags(_ facts: ReviewFacts) -> [ReviewFlag] {
        guard !facts.isPaceExempt else { return [] }
        let required = facts.required
        let total = ReadingUnits.total(required.map(\.chunk.units))
        let fast = required.filter {
            $0.creditedMilliseconds < $0.chunk.units.flagMilliseconds(facts.risk, by: facts.settings)
        }
        let fastSize = ReadingUnits.total(fast.map(\.chunk.units)).plannedMilliseconds(by: facts.settings)
        let size = total.plannedMilliseconds(by: facts.settings)
        let credited = required.reduce(0) { $0 + $1.creditedMilliseconds }
        let isFast = credited < total.flagMilliseconds(facts.risk, by: facts.settings)
        guard isFast || fastSize * 4 > size else {
            return []
        }
        return [
            ReviewFlag(
                code: .readFast,
                message: "This was read fast for work of risk \(facts.risk.rawValue), so it may get a second look. "
                    + "That is routine and counts against nobody.",
                detail: ["fast": Places.detail(fast.map(\.chunk))])
        ]
    }
}

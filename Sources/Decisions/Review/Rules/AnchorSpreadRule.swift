import Domain

/// Quotations come from all over the work, one from its end: quoting the first lines proves that the first lines were
/// read. Counted over the parts that can be quoted at all, so that small and pictorial outputs stay approvable.
struct AnchorSpreadRule: ReviewRule {
    let id = "anchor-spread"
    let codes: [FailureCode] = [.anchorSpread]
    let phase = ReviewPhase.anchors
    let doc = """
        Quotations come from at least min(criteria, ⌈√parts⌉) different parts, one of them in the last third that was \
        served.
        """

    func refusals(_ facts: ReviewFacts) -> [Failure] {
        let quotable = facts.quotable.map(\.chunk)
        guard !quotable.isEmpty, !facts.criteria.isEmpty else { return [] }
        let lastThird = quotable.suffix((quotable.count + 2) / 3)
        let quoted = Set(facts.anchors.map(\.chunk)).intersection(quotable.map(\.index))
        let needed = min(facts.criteria.count, Self.squareRootRoundedUp(quotable.count))
        var out = [Failure]()
        if quoted.count < needed {
            out.append(
                Failure(
                    .anchorSpread,
                    "The quotations come from \(Places.parts(quoted.count)); \(needed) are needed. "
                        + "Add one from another part to an answer.",
                    detail: ["quoted": .integer(Int64(quoted.count)), "needed": .integer(Int64(needed))]))
        }
        if quoted.isDisjoint(with: lastThird.map(\.index)) {
            out.append(
                Failure(
                    .anchorSpread,
                    "No quotation comes from the last third: \(Places.sentence(Array(lastThird))). "
                        + "Add one from there to an answer.",
                    detail: ["last_third": Places.detail(Array(lastThird))]))
        }
        return out
    }

    static func squareRootRoundedUp(_ count: Int) -> Int {
        var root = 0
        while root * root < count { root += 1 }
        return root
    }
}

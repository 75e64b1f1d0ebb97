import Domain

/// Every quotation stands where it is said to stand, in this very version, and says something.
struct AnchorRule: ReviewRule {
    let id = "anchors"
    let codes: [FailureCode] = [
        .anchorNotFound, .anchorRange, .anchorShort, .anchorWeak, .anchorControl, .anchorNarrative,
    ]
    let phase = ReviewPhase.anchors
    let doc = """
        Each quotation occurs in the at most \(AnchorCheck.linesLimit) lines it names of this version, has at least \
        \(AnchorCheck.visibleFloor) visible characters and \(AnchorCheck.solidFloor) letters or digits, no invisible \
        ones, and is not from the agent's summary.
        """

    func refusals(_ facts: ReviewFacts) -> [Failure] {
        facts.responses.flatMap { response in
            response.anchors.flatMap { anchor in
                AnchorCheck.failures(
                    anchor, chunk: facts.chunk(anchor.chunk), text: facts.texts[anchor.chunk],
                    subject: "Criterion \(response.criterionID)")
            }
        }
    }
}

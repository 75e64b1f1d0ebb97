import Domain

/// Each success criterion has an answer of its own with a quotation from the work. An approval says that the criteria
/// are met, so an answer *fail* or *cannot tell* belongs to another verdict. Reasons are needed where the answer leaves
/// something open, and stand in for quotations where an output holds nothing that can be quoted (an image).
struct CriteriaRule: ReviewRule {
    let id = "criteria"
    let codes: [FailureCode] = [.criteriaOpen]
    let phase = ReviewPhase.answers
    let doc = """
        Each success criterion is answered pass, concern or not applicable with a quotation, the last two with a \
        reason; fail and cannot tell lead to another verdict.
        """

    /// Visible characters of a reason.
    static let reasonFloor = 12

    func refusals(_ facts: ReviewFacts) -> [Failure] {
        guard !facts.criteria.isEmpty else {
            return [
                Failure(
                    .criteriaOpen,
                    "The run has no success criteria, so there is nothing to approve it by. Ask for changes instead.")
            ]
        }
        let open = facts.criteria.compactMap { criterion in
            problem(facts.responses.filter { $0.criterionID == criterion.id }, facts).map { (criterion, $0) }
        }
        return open.map { criterion, problem in
            Failure(
                .criteriaOpen, "Criterion \(criterion.id) (\(criterion.text)) \(problem)",
                detail: ["criterion": .string(criterion.id)])
        }
    }

    private func problem(_ responses: [CriterionResponse], _ facts: ReviewFacts) -> String? {
        guard let response = responses.first, responses.count == 1 else {
            return responses.isEmpty
                ? "has no answer. Answer it with a quotation from the work."
                : "has \(responses.count) answers. Leave one."
        }
        let hasReason = TextMeasure(response.reason).visibleCharacters >= Self.reasonFloor
        switch response.answer {
        case .fail:
            return "is answered fail. Ask for changes, or answer it anew if it is met after all."
        case .cannotTell:
            return "is answered cannot tell. Give the verdict cannot tell, or find out and answer it anew."
        case .concern, .notApplicable:
            let answer = response.answer == .concern ? "concern" : "not applicable"
            if !hasReason { return "is answered \(answer) without a reason. Say why in a sentence." }
        case .pass:
            break
        }
        guard response.anchors.isEmpty else { return nil }
        if facts.quotable.isEmpty {
            return hasReason ? nil : "has no reason, and there is no text to quote. Say in a sentence what you saw."
        }
        return "has no quotation. Quote what in the work shows your answer."
    }
}

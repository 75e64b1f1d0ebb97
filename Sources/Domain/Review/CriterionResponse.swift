/// What a reviewer says to one success criterion.
package struct CriterionResponse: Hashable, Sendable {
    package let criterionID: String
    package let answer: CriterionAnswer
    package let reason: String
    /// One is enough; more help to show that the whole was read.
    package let anchors: [Anchor]

    package init(criterionID: String, answer: CriterionAnswer, reason: String = "", anchors: [Anchor]) {
        self.criterionID = criterionID
        self.answer = answer
        self.reason = reason
        self.anchors = anchors
    }
}

/// A success criterion as a review knows it.
package struct ReviewCriterion: Hashable, Sendable {
    package let id: String
    package let text: String

    package init(id: String, text: String) {
        self.id = id
        self.text = text
    }
}

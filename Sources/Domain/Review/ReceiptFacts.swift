/// What is known when a receipt is handed in to acknowledge a chunk. The HMAC is computed where the key is.
package struct ReceiptFacts: Hashable, Sendable {
    /// The serving that the receipt names, as the database recorded it.
    package struct Serving: Hashable, Sendable {
        package let reviewID: String
        package let chunkIndex: Int
        package let personID: String
        package let sessionID: String
        package let isUsed: Bool

        package init(reviewID: String, chunkIndex: Int, personID: String, sessionID: String, isUsed: Bool) {
            self.reviewID = reviewID
            self.chunkIndex = chunkIndex
            self.personID = personID
            self.sessionID = sessionID
            self.isUsed = isUsed
        }
    }

    package let reviewID: String
    package let chunkIndex: Int
    package let personID: String
    package let sessionID: String
    /// Whether the HMAC over review, chunk and counter is ours.
    package let isAuthentic: Bool
    /// Nil if no serving has the receipt's counter.
    package let serving: Serving?

    package init(
        reviewID: String, chunkIndex: Int, personID: String, sessionID: String, isAuthentic: Bool, serving: Serving?
    ) {
        self.reviewID = reviewID
        self.chunkIndex = chunkIndex
        self.personID = personID
        self.sessionID = sessionID
        self.isAuthentic = isAuthentic
        self.serving = serving
    }
}

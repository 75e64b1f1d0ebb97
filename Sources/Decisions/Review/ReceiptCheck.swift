import Domain

/// Whether a receipt acknowledges a chunk: ours, of this review, chunk, person and session, and not used before.
package enum ReceiptCheck {
    /// Nil if it does. All reasons are told, so that a client with two mistakes learns of both.
    package static func failure(_ facts: ReceiptFacts) -> Failure? {
        let reasons = reasons(facts)
        guard !reasons.isEmpty else { return nil }
        return Failure(
            .receiptInvalid,
            "This part cannot be acknowledged: \(reasons.joined(separator: "; ")). Open it again and read it.",
            detail: [
                "chunk": .integer(Int64(facts.chunkIndex)), "reasons": .array(reasons.map { .string($0) }),
            ])
    }

    private static func reasons(_ facts: ReceiptFacts) -> [String] {
        guard facts.isAuthentic else { return ["the receipt was not issued by this service"] }
        guard let serving = facts.serving else { return ["the part has not been served with this receipt"] }
        var out = [String]()
        if serving.reviewID != facts.reviewID { out.append("the receipt belongs to another review") }
        if serving.chunkIndex != facts.chunkIndex { out.append("the receipt belongs to another part") }
        if serving.personID != facts.personID { out.append("the receipt belongs to another person") }
        if serving.sessionID != facts.sessionID { out.append("the receipt belongs to another session") }
        if serving.isUsed { out.append("the receipt has been used") }
        return out
    }
}

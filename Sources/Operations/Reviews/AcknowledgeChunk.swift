import API
import Decisions
import Domain
import Platform
import Store

/// Takes a receipt back: the part has been read. The time it had the reader's attention is credited first.
package enum AcknowledgeChunk {
    package static func run(
        _ team: TeamContext, reviewID: String, chunk index: Int, _ request: ReceiptRequest
    ) throws -> ReadingView {
        try team.change { change in
            let review = try OwnedReview.lock(change.tx, team, reviewID)
            let session = try team.context.person().tokenID
            let code = ReceiptCode(text: request.receipt)
            let facts = try facts(change, review, index, code, session)
            if let failure = ReceiptCheck.failure(facts) { throw failure }
            try Attention.lock(change).settle()
            try change.tx.run(
                TakeReceipt(review: review.row.id, chunk: index, hash: code.hash, session: session))
            try change.record("chunk_acknowledged", "review:\(review.row.id)", ["chunk": .integer(Int64(index))])
            return try ReadingView.load(change.tx, team, review: review.row.id)
        }
    }

    private static func facts(
        _ change: Change, _ review: OwnedReview, _ index: Int, _ code: ReceiptCode, _ session: String
    ) throws -> ReceiptFacts {
        let (tx, team) = (change.tx, change.team)
        let served = try tx.first(ReceiptByHash(team: team.id, hash: code.hash))
        return ReceiptFacts(
            reviewID: review.row.id, chunkIndex: index, personID: review.personID, sessionID: session,
            isAuthentic: try served.map { isOurs(code, $0, team) } ?? wasServed(code, tx, team, review, index, session),
            serving: served.map {
                ReceiptFacts.Serving(
                    reviewID: $0.review, chunkIndex: $0.chunk, personID: $0.person, sessionID: $0.session,
                    isUsed: $0.isUsed)
            })
    }

    private static func isOurs(_ code: ReceiptCode, _ row: ReceiptRow, _ team: TeamContext) -> Bool {
        let made = ReceiptCode(
            review: row.review, chunk: row.chunk, counter: row.counter, session: row.session,
            key: team.services.receiptKey)
        return Array(made.text.utf8) == Array(code.text.utf8)
    }

    /// Whether it is from an earlier serving of this part: the honest case of two windows is told apart from a forgery.
    private static func wasServed(
        _ code: ReceiptCode, _ tx: Transaction, _ team: TeamContext, _ review: OwnedReview, _ index: Int,
        _ session: String
    ) throws -> Bool {
        let latest = try tx.first(ReceiptOfChunk(team: team.id, review: review.row.id, chunk: index))
        return (0..<(latest?.counter ?? 0)).suffix(100).contains { counter in
            let row = ReceiptCode(
                review: review.row.id, chunk: index, counter: counter, session: session, key: team.services.receiptKey)
            return Array(row.text.utf8) == Array(code.text.utf8)
        }
    }
}

extension ReadingView {
    /// A part is read when it has been acknowledged and had the time that reading takes.
    static func load(_ tx: Transaction, _ team: TeamContext, review: String) throws -> ReadingView {
        let required = try LoadedReading.chunks(tx, team, review: review).filter { !$0.isExempt }
        return ReadingView(
            partsRead: required.count { $0.isAcknowledged && $0.isSlowEnough }, partsTotal: required.count)
    }
}

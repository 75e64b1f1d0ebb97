import Domain

/// The latest serving of a chunk in a review.
package struct ReceiptRow: Sendable {
    package let review: String
    package let chunk: Int
    package let counter: Int
    package let person: String
    package let session: String
    package let isUsed: Bool

    init(_ columns: inout Columns) throws {
        review = try columns.next()
        chunk = try columns.next()
        counter = try columns.next()
        person = try columns.next()
        session = try columns.next()
        isUsed = try columns.next()
    }

    static let columns = """
        review_id, chunk, counter, reviewer_id, session_id, coalesce(acknowledged_at >= served_at, false)
        FROM receipts JOIN reviews ON reviews.team_id = receipts.team_id AND reviews.id = review_id
        """
}

package struct ReceiptOfChunk: Query {
    package let team: String
    package let review: String
    package let chunk: Int

    package init(team: String, review: String, chunk: Int) {
        self.team = team
        self.review = review
        self.chunk = chunk
    }

    package static let sql = """
        SELECT \(ReceiptRow.columns) WHERE receipts.team_id = $1 AND review_id = $2 AND chunk = $3
        """
    package var parameters: [any SQLValue] { [team, review, chunk] }
    package static func row(_ columns: inout Columns) throws -> ReceiptRow { try ReceiptRow(&columns) }
}

package struct ReceiptByHash: Query {
    package let team: String
    package let hash: Digest

    package init(team: String, hash: Digest) {
        self.team = team
        self.hash = hash
    }

    package static let sql = "SELECT \(ReceiptRow.columns) WHERE receipts.team_id = $1 AND hash = $2"
    package var parameters: [any SQLValue] { [team, hash] }
    package static func row(_ columns: inout Columns) throws -> ReceiptRow { try ReceiptRow(&columns) }
}

/// Hands out a chunk, in the database's own function.
package struct ServeReceipt: Command {
    package let review: String
    package let chunk: Int
    package let counter: Int
    package let hash: Digest
    package let session: String

    package init(review: String, chunk: Int, counter: Int, hash: Digest, session: String) {
        self.review = review
        self.chunk = chunk
        self.counter = counter
        self.hash = hash
        self.session = session
    }

    package static let sql = "SELECT serve_chunk($1, $2, $3, $4, $5)"
    package var parameters: [any SQLValue] { [review, chunk, counter, hash, session] }
}

/// Takes a receipt back, in the database's own function.
package struct TakeReceipt: Command {
    package let review: String
    package let chunk: Int
    package let hash: Digest
    package let session: String

    package init(review: String, chunk: Int, hash: Digest, session: String) {
        self.review = review
        self.chunk = chunk
        self.hash = hash
        self.session = session
    }

    package static let sql = "SELECT acknowledge_chunk($1, $2, $3, $4)"
    package var parameters: [any SQLValue] { [review, chunk, hash, session] }
}

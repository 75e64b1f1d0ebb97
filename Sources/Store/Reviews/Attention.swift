import Domain

/// The attention clock of the transaction's person, locked, and the database's time after the lock.
package struct LockAttention: Query {
    package struct Row: Sendable {
        package let team: String?
        package let review: String?
        package let chunk: Int?
        package let allowanceMilliseconds: Int
        package let creditedUntil: Timestamp
        package let at: Timestamp
    }

    package init() {}

    package static let sql = """
        SELECT focus_team, focus_review, focus_chunk, allowance_milliseconds, credited_until, at FROM lock_attention()
        """
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            team: try columns.next(), review: try columns.next(), chunk: try columns.next(),
            allowanceMilliseconds: try columns.next(), creditedUntil: try columns.next(), at: try columns.next())
    }
}

/// Credits what had the person's attention, and moves it, in the database's own function.
package struct MoveAttention: Command {
    package let creditMilliseconds: Int
    /// Nil: to nothing.
    package let review: String?
    package let chunk: Int?

    package init(creditMilliseconds: Int, review: String?, chunk: Int?) {
        self.creditMilliseconds = creditMilliseconds
        self.review = review
        self.chunk = chunk
    }

    package static let sql = "SELECT move_attention($1, $2, $3)"
    package var parameters: [any SQLValue] { [creditMilliseconds, review, chunk] }
}

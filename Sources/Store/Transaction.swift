import Domain

/// What runs within one transaction of a `Pool`. It lives as long as the closure it was given to.
///
/// Most of the time of a short transaction goes into waiting for answers. So what is not waited for is not sent alone: BEGIN
/// and commands stay here until a query, or COMMIT, wants an answer, and then go to the server with it in one round trip,
/// in the order in which they were given. The server runs them one after the other, each sees what the one before did, and
/// skips all that come after one that fails. So an error of a command arrives with the answer that comes next, at the latest
/// at COMMIT, which then does nothing. Who looks at the error of one command, or at the number of its rows, calls `runNow`.
///
/// Errors: `DatabaseError`, or the `Failure` that a guard trigger of the schema names. After any of them PostgreSQL has
/// given up the transaction: an operation may say what it means by throwing another error, but not carry on.
package final class Transaction {
    /// Beyond this a round trip costs less than the memory.
    private static let mostWaitingBytes = 256 << 10

    private let connection: Connection
    private var begun: Timestamp?
    private var ended = false

    init(on connection: Connection) { self.connection = connection }

    /// Begins a transaction that sees the scope's rows; takes its turn if it has one.
    func begin(_ scope: TransactionScope, _ isolation: Isolation, turn: String?) throws {
        switch isolation {
        case .readCommitted: try connection.queue(BeginChange())
        case .snapshot: try connection.queue(BeginSnapshot())
        }
        try connection.queue(EnterScope(scope: scope))
        if let turn { try connection.queue(TakeTurn(turn: turn)) }
    }

    /// The database's time when the transaction began (`now()`): what its events and rows are dated with.
    package var startedAt: Timestamp {
        get throws {
            if let begun { return begun }
            _ = try flush()
            guard let begun else { throw DatabaseError.unreachable(reason: "no answer to BEGIN") }
            return begun
        }
    }

    /// Whether the server has answered anything yet.
    var hasBegun: Bool { begun != nil }

    /// Every row, in the statement's order.
    package func all<Q: Query>(_ query: Q) throws -> [Q.Row] { try answer(query).rows(of: Q.self) }

    /// The rows of queries that do not depend on each other, in one round trip.
    package func all<each Q: Query>(_ queries: repeat each Q) throws -> (repeat [(each Q).Row]) {
        var count = 0
        for query in repeat each queries {
            try usable().queue(query)
            count += 1
        }
        var answers = try flush().suffix(count)
        func rows<One: Query>(of query: One) throws -> [One.Row] { try answers.removeFirst().rows(of: One.self) }
        return (repeat try rows(of: each queries))
    }

    /// The first row, if there is one.
    package func first<Q: Query>(_ query: Q) throws -> Q.Row? {
        let result = try answer(query)
        return result.rowCount == 0 ? nil : try Columns.read(Q.self, row: 0, of: result)
    }

    /// The row of a query that always has exactly one, such as `INSERT … RETURNING`; anything else is a defect.
    package func one<Q: Query>(_ query: Q) throws -> Q.Row {
        let result = try answer(query)
        guard result.rowCount == 1 else {
            throw DatabaseError.defect(statement: "\(Q.self)", reason: "\(result.rowCount) rows, wanted one")
        }
        return try Columns.read(Q.self, row: 0, of: result)
    }

    /// Makes a change. It is sent with the next statement that has an answer, or when much waits already.
    package func run(_ command: some Command) throws {
        try usable().queue(command)
        if connection.waitingBytes >= Self.mostWaitingBytes { _ = try flush() }
    }

    /// Makes a change now; answers how many rows it touched.
    @discardableResult
    package func runNow(_ command: some Command) throws -> Int { try answer(command).affectedRows }

    /// Inserts a row under the next number of a series that the caller has just read. If somebody else took the number
    /// meanwhile, the whole transaction runs again.
    package func insertNext(_ command: some Command) throws {
        // What waits may break other rules of uniqueness.
        _ = try flush()
        do {
            try runNow(command)
        } catch DatabaseError.uniqueViolation {
            throw DatabaseError.conflict(sqlState: "40001")
        }
    }

    /// The database's clock at this moment, not at the transaction's start: read it after the row lock that it is
    /// compared under.
    package func now() throws -> Timestamp { try one(DatabaseClock()) }

    /// Has the server check a statement's SQL without running it.
    package func check(_ statement: any Statement.Type) throws { try usable().prepare(statement) }

    /// Sends what waits, and COMMIT.
    func commit() throws {
        ended = true
        if !hasBegun { _ = try flush() }
        switch connection.transactionState {
        case .open: break
        case .lost: throw DatabaseError.unreachable(reason: "lost before COMMIT")
        case .none, .failed:
            throw DatabaseError.defect(statement: "COMMIT", reason: "the closure went on after a failed statement")
        }
        do {
            _ = try connection.execute(Commit())
        } catch DatabaseError.unreachable {
            throw DatabaseError.outcomeUnknown
        }
    }

    /// Nothing that waits is sent any more. When even that fails, the session ends, and the transaction with it.
    func rollBack() {
        ended = true
        connection.forget()
        guard connection.transactionState != .none else { return }
        do { try connection.run(script: "ROLLBACK") } catch { connection.close() }
    }

    private func answer(_ statement: some Statement) throws -> QueryResult {
        try usable().queue(statement)
        guard let result = try flush().last else { throw connection.lost() }
        return result
    }

    /// The first time, the second answer is that of `EnterScope`.
    private func flush() throws -> [QueryResult] {
        let answers = try connection.flush()
        if begun == nil, answers.count > 1 { begun = try Columns.read(EnterScope.self, row: 0, of: answers[1]) }
        return answers
    }

    private func usable() throws -> Connection {
        guard !ended else {
            throw DatabaseError.defect(statement: "Transaction", reason: "used after its closure has returned")
        }
        return connection
    }
}

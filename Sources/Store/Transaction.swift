import Domain

/// What runs within one transaction of a `Pool`. It lives as long as the closure it was given to.
///
/// Errors: `DatabaseError`, or the `Failure` that a guard trigger of the schema names. After any of them PostgreSQL has
/// given up the transaction: an operation may say what it means by throwing another error, but not carry on.
package final class Transaction {
    private let connection: Connection
    private var ended = false

    /// The database's time when the transaction began (`now()`): what its events and rows are dated with.
    package let startedAt: Timestamp

    init(on connection: Connection, startedAt: Timestamp) {
        self.connection = connection
        self.startedAt = startedAt
    }

    /// Every row, in the statement's order.
    package func all<Q: Query>(_ query: Q) throws -> [Q.Row] { try usable().all(query) }

    /// The first row, if there is one.
    package func first<Q: Query>(_ query: Q) throws -> Q.Row? {
        let result = try usable().execute(query)
        return result.rowCount == 0 ? nil : try Columns.read(Q.self, row: 0, of: result)
    }

    /// The row of a query that always has exactly one, such as `INSERT … RETURNING`; anything else is a defect.
    package func one<Q: Query>(_ query: Q) throws -> Q.Row {
        let result = try usable().execute(query)
        guard result.rowCount == 1 else {
            throw DatabaseError.defect(statement: "\(Q.self)", reason: "\(result.rowCount) rows, wanted one")
        }
        return try Columns.read(Q.self, row: 0, of: result)
    }

    /// Makes a change; answers how many rows it touched.
    @discardableResult
    package func run(_ command: some Command) throws -> Int { try usable().change(command) }

    /// Inserts a row under the next number of a series that the caller has just read. If somebody else took the number
    /// meanwhile, the whole transaction runs again.
    package func insertNext(_ command: some Command) throws {
        do {
            try run(command)
        } catch DatabaseError.uniqueViolation {
            throw DatabaseError.conflict(sqlState: "40001")
        }
    }

    /// The database's clock at this moment, not at the transaction's start: read it after the row lock that it is
    /// compared under.
    package func now() throws -> Timestamp { try one(Clock()) }

    /// Has the server check a statement's SQL without running it.
    package func check(_ statement: any Statement.Type) throws { try usable().prepare(statement) }

    func end() { ended = true }

    private func usable() throws -> Connection {
        guard !ended else {
            throw DatabaseError.defect(statement: "Transaction", reason: "used after its closure has returned")
        }
        return connection
    }

    private struct Clock: Query {
        typealias Row = Timestamp
        static let sql = "SELECT clock_timestamp()"
    }
}

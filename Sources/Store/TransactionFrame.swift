import Domain

// What begins and ends every transaction of a pool.

struct BeginChange: Command {
    static let sql = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
}

struct BeginSnapshot: Command {
    static let sql = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
}

struct Commit: Command {
    static let sql = "COMMIT"
}

/// Sets whose rows the transaction sees, until its end; answers with its time.
struct EnterScope: Query {
    let scope: TransactionScope
    static let sql = """
        SELECT now(), set_config('countersign.team', $1, true), set_config('countersign.person', $2, true)
        """
    var parameters: [any SQLValue] { [scope.team ?? "", scope.person ?? ""] }
    static func row(_ columns: inout Columns) throws -> Timestamp {
        let now: Timestamp = try columns.next()
        _ = (try columns.next(String.self), try columns.next(String.self))
        return now
    }
}

/// Waits until no other transaction has this turn. A statement of its own, because what comes after it must see what the
/// one before has committed.
struct TakeTurn: Command {
    let turn: String
    static let sql = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))"
    var parameters: [any SQLValue] { [turn] }
}

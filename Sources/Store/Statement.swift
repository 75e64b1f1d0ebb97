/// One SQL statement: a struct whose stored properties are its parameters.
///
///     struct RunByID: Query {
///         let team: String
///         let id: String
///         static let sql = "SELECT state, created_at FROM runs WHERE team_id = $1 AND id = $2"
///         var parameters: [any SQLValue] { [team, id] }
///         static func row(_ columns: inout Columns) throws -> (state: RunState, createdAt: Timestamp) {
///             (try columns.next(), try columns.next())
///         }
///     }
///
/// Each connection prepares it when it is first used, so `sql` is a constant: what varies is a parameter.
package protocol Statement: Sendable {
    static var sql: String { get }
    /// The values of `$1`, `$2`, … in order.
    var parameters: [any SQLValue] { get }
}

extension Statement {
    package var parameters: [any SQLValue] { [] }
}

/// A statement that answers with rows.
package protocol Query: Statement {
    associatedtype Row
    /// Reads one row: every column, in the order of the statement.
    static func row(_ columns: inout Columns) throws -> Row
}

extension Query where Row: SQLValue {
    /// A row of one column needs no decoder.
    package static func row(_ columns: inout Columns) throws -> Row { try columns.next() }
}

/// A statement that changes rows and answers with their number.
package protocol Command: Statement {}

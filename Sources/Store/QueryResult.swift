internal import CLibpq

/// What libpq answered to one statement; frees it.
final class QueryResult {
    let pointer: OpaquePointer

    init(pointer: OpaquePointer) { self.pointer = pointer }

    deinit { PQclear(pointer) }

    var rowCount: Int32 { PQntuples(pointer) }

    /// Rows inserted, updated, deleted or selected.
    var affectedRows: Int { PQcmdTuples(pointer).flatMap { Int(String(cString: $0)) } ?? 0 }
}

extension QueryResult {
    func rows<Q: Query>(of type: Q.Type) throws -> [Q.Row] {
        var rows: [Q.Row] = []
        rows.reserveCapacity(Int(rowCount))
        for row in 0..<rowCount { rows.append(try Columns.read(Q.self, row: row, of: self)) }
        return rows
    }
}

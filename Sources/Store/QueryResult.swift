internal import CLibpq

/// What libpq answered to one statement; frees it.
struct QueryResult: ~Copyable {
    let pointer: OpaquePointer

    deinit { PQclear(pointer) }

    var rowCount: Int32 { PQntuples(pointer) }

    /// Rows inserted, updated, deleted or selected.
    var affectedRows: Int { PQcmdTuples(pointer).flatMap { Int(String(cString: $0)) } ?? 0 }
}

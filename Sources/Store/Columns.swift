internal import CLibpq

/// The text of one column of one row, as PostgreSQL printed it. Valid only while the row is read.
package struct Column {
    fileprivate let bytes: UnsafeRawBufferPointer

    package var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// The columns of one row, read from left to right.
package struct Columns {
    private let result: OpaquePointer
    private let row: Int32
    private let statement: any Query.Type
    private var position: Int32 = 0

    /// Reads a whole row and makes sure that the decoder has read every column, so that a column added to the
    /// statement cannot shift the others unseen.
    static func read<Q: Query>(_ type: Q.Type, row: Int32, of result: QueryResult) throws -> Q.Row {
        var columns = Columns(result: result.pointer, row: row, statement: type)
        let value = try Q.row(&columns)
        let count = PQnfields(columns.result)
        guard columns.position == count else {
            throw columns.defect("reads \(columns.position) of \(count) columns")
        }
        return value
    }

    private init(result: OpaquePointer, row: Int32, statement: any Query.Type) {
        self.result = result
        self.row = row
        self.statement = statement
    }

    /// The next column, as whatever type the place wants: a NULL only as an optional.
    package mutating func next<T: SQLValue>(_ type: T.Type = T.self) throws -> T {
        guard position < PQnfields(result) else { throw defect("reads more columns than there are") }
        defer { position += 1 }
        guard PQgetisnull(result, row, position) == 0, let start = PQgetvalue(result, row, position) else {
            guard let value = T.ofNull else { throw defect("column \(name) is NULL, wanted \(T.self)") }
            return value
        }
        let length = Int(PQgetlength(result, row, position))
        guard let value = T(column: Column(bytes: UnsafeRawBufferPointer(start: start, count: length))) else {
            throw defect("column \(name) cannot be read as \(T.self)")
        }
        return value
    }

    private var name: String { PQfname(result, position).map { String(cString: $0) } ?? "\(position + 1)" }

    private func defect(_ reason: String) -> DatabaseError { .defect(statement: "\(statement)", reason: reason) }
}

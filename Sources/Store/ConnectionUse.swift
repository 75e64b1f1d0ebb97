internal import CLibpq

extension Connection {
    /// Every row of a query.
    package func all<Q: Query>(_ query: Q) throws -> [Q.Row] {
        let result = try execute(query)
        var rows: [Q.Row] = []
        rows.reserveCapacity(Int(result.rowCount))
        for row in 0..<result.rowCount { rows.append(try Columns.read(Q.self, row: row, of: result)) }
        return rows
    }

    /// Runs a command; answers how many rows it touched.
    @discardableResult
    package func change(_ command: some Command) throws -> Int { try execute(command).affectedRows }

    /// A text as a quoted SQL literal.
    func literal(_ text: String) throws -> String { try quoted(text, by: PQescapeLiteral) }

    /// A name as a quoted SQL identifier.
    func identifier(_ name: String) throws -> String { try quoted(name, by: PQescapeIdentifier) }

    private func quoted(
        _ text: String, by escape: (OpaquePointer, UnsafePointer<CChar>, Int) -> UnsafeMutablePointer<CChar>?
    ) throws -> String {
        guard !text.utf8.contains(0), let quoted = escape(try session(), text, text.utf8.count) else {
            throw DatabaseError.unstorableText
        }
        defer { PQfreemem(quoted) }
        return String(cString: quoted)
    }
}

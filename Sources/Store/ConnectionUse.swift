internal import CLibpq

extension Connection {
    /// Every row of a query.
    package func all<Q: Query>(_ query: Q) throws -> [Q.Row] { try execute(query).rows(of: Q.self) }

    /// Runs a command; answers how many rows it touched.
    @discardableResult
    package func change(_ command: some Command) throws -> Int { try execute(command).affectedRows }

    /// A name as a quoted SQL identifier.
    func identifier(_ name: String) throws -> String {
        guard !name.utf8.contains(0), let quoted = PQescapeIdentifier(try session(), name, name.utf8.count) else {
            throw DatabaseError.unstorableText
        }
        defer { PQfreemem(quoted) }
        return String(cString: quoted)
    }
}

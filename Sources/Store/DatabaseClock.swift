import Domain

/// The database's clock at this moment (`Transaction.now`), together with other queries: after those that lock what it is
/// compared with.
package struct DatabaseClock: Query {
    package typealias Row = Timestamp
    package static let sql = "SELECT clock_timestamp()"

    package init() {}
}

extension Array {
    /// The row of a query that always has exactly one; anything else is a defect.
    package func one() throws -> Element {
        guard count == 1 else {
            throw DatabaseError.defect(statement: "\(Element.self)", reason: "\(count) rows, wanted one")
        }
        return self[0]
    }
}

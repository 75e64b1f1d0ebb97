import Domain

/// A team's events behind a place in the stream, in stream order. An event becomes visible only when every transaction
/// that began before its own has ended, so that nothing is ever inserted behind a reader.
package struct EventsAfter: Query {
    package struct Row: Sendable {
        package let transaction: Int64
        package let position: Int64
        package let name: String
        package let subject: String
        package let entry: String
    }

    package let team: String
    package let transaction: Int64
    package let position: Int64
    package let limit: Int

    package init(team: String, transaction: Int64, position: Int64, limit: Int) {
        self.team = team
        self.transaction = transaction
        self.position = position
        self.limit = limit
    }

    package static let sql = """
        SELECT xid::text::bigint, position, name, subject, entry FROM events
        WHERE team_id = $1 AND (xid, position) > ($2::bigint::text::xid8, $3::bigint)
            AND xid < pg_snapshot_xmin(pg_current_snapshot())
        ORDER BY xid, position LIMIT $4
        """
    package var parameters: [any SQLValue] { [team, transaction, position, limit] }

    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            transaction: try columns.next(), position: try columns.next(), name: try columns.next(),
            subject: try columns.next(), entry: try columns.next())
    }
}

/// Where a stream that starts now begins: everything that commits from here on is behind it.
package struct StreamTip: Query {
    package typealias Row = Int64
    package static let sql = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1"

    package init() {}
}

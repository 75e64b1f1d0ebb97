import Domain

/// An audit entry as it stands in the database.
package struct EventRow: Sendable {
    package let position: Int64
    /// The transaction that wrote it.
    package let xid: Int64
    package let at: Timestamp
    package let name: String
    package let actor: String
    package let subject: String
    package let entry: String
    package let leaf: Digest

    static let columns = "position, xid::text::bigint, at, name, actor, subject, entry, leaf"

    init(_ columns: inout Columns) throws {
        position = try columns.next()
        xid = try columns.next()
        at = try columns.next()
        name = try columns.next()
        actor = try columns.next()
        subject = try columns.next()
        entry = try columns.next()
        leaf = try columns.next()
    }
}

/// A page of the record in the order of positions, as it was at one snapshot: a list or an export that goes on page by
/// page never misses an entry that was committed meanwhile under a lower position.
package struct EventsInSnapshot: Query {
    package let team: String
    package let snapshot: String
    package let after: Int64
    package let limit: Int

    package init(team: String, snapshot: String, after: Int64, limit: Int) {
        self.team = team
        self.snapshot = snapshot
        self.after = after
        self.limit = limit
    }

    package static let sql = """
        SELECT \(EventRow.columns) FROM events
        WHERE team_id = $1 AND position > $2 AND pg_visible_in_snapshot(xid, $3::pg_snapshot)
        ORDER BY position LIMIT $4
        """
    package var parameters: [any SQLValue] { [team, after, snapshot, limit] }
    package static func row(_ columns: inout Columns) throws -> EventRow { try EventRow(&columns) }
}

/// The same of one subject.
package struct SubjectEventsInSnapshot: Query {
    package let team: String
    package let snapshot: String
    package let after: Int64
    package let subject: String
    package let limit: Int

    package init(team: String, snapshot: String, after: Int64, subject: String, limit: Int) {
        self.team = team
        self.snapshot = snapshot
        self.after = after
        self.subject = subject
        self.limit = limit
    }

    package static let sql = """
        SELECT \(EventRow.columns) FROM events
        WHERE team_id = $1 AND position > $2 AND subject = $3 AND pg_visible_in_snapshot(xid, $4::pg_snapshot)
        ORDER BY position LIMIT $5
        """
    package var parameters: [any SQLValue] { [team, after, subject, snapshot, limit] }
    package static func row(_ columns: inout Columns) throws -> EventRow { try EventRow(&columns) }
}

/// What this moment's transactions can see, for `EventsInSnapshot`.
package struct SnapshotText: Query {
    package typealias Row = String
    package static let sql = "SELECT pg_current_snapshot()::text"
    package init() {}
}

/// Events to follow, in the order (transaction, position), and only below the oldest transaction that still runs:
/// nothing can be committed behind the reader any more.
package struct EventsAfter: Query {
    package let team: String
    package let xid: Int64
    package let position: Int64
    package let limit: Int

    package init(team: String, xid: Int64, position: Int64, limit: Int) {
        self.team = team
        self.xid = xid
        self.position = position
        self.limit = limit
    }

    package static let sql = """
        SELECT \(EventRow.columns) FROM events
        WHERE team_id = $1 AND (xid, position) > ($2::text::xid8, $3)
            AND xid < pg_snapshot_xmin(pg_current_snapshot())
        ORDER BY xid, position LIMIT $4
        """
    package var parameters: [any SQLValue] { [team, String(xid), position, limit] }
    package static func row(_ columns: inout Columns) throws -> EventRow { try EventRow(&columns) }
}

/// The oldest transaction that still runs: everything below it can be read.
package struct EventHorizon: Query {
    package typealias Row = Int64
    package static let sql = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
    package init() {}
}

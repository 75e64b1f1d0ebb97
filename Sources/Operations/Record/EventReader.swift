import Domain
import Store

/// A place in a team's event stream. Opaque to clients: what they send back as `Last-Event-ID`.
package struct EventCursor: Sendable, Comparable {
    let transaction: Int64
    let position: Int64

    init(transaction: Int64, position: Int64) {
        self.transaction = transaction
        self.position = position
    }

    /// Nil for a text that is no cursor.
    package init?(_ text: String) {
        let parts = text.split(separator: "-").compactMap { Int64($0) }
        guard parts.count == 2, text.utf8.count < 40 else { return nil }
        self.init(transaction: parts[0], position: parts[1])
    }

    package var text: String { "\(transaction)-\(position)" }

    package static func < (left: EventCursor, right: EventCursor) -> Bool {
        (left.transaction, left.position) < (right.transaction, right.position)
    }
}

package struct StreamedEvent: Sendable {
    package let cursor: EventCursor
    package let name: String
    package let subject: String
    /// The audit entry's canonical JSON.
    package let entry: String
}

/// Reads a team's events in an order in which none can appear later in front of another.
package enum EventReader {
    package static func after(_ cursor: EventCursor, in team: TeamContext, limit: Int = 500) throws -> [StreamedEvent] {
        try team.read { tx in
            try tx.all(
                EventsAfter(team: team.id, xid: cursor.transaction, position: cursor.position, limit: limit))
        }.map {
            StreamedEvent(
                cursor: EventCursor(transaction: $0.xid, position: $0.position), name: $0.name, subject: $0.subject,
                entry: $0.entry)
        }
    }

    /// From now on.
    package static func tip(_ team: TeamContext) throws -> EventCursor {
        EventCursor(transaction: try team.read { try $0.one(EventHorizon()) } - 1, position: .max)
    }
}

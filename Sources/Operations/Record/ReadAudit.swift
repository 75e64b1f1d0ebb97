import API
import Domain
import Platform
import Store

/// The team's record, oldest first.
package enum ListAudit {
    /// A cursor names the snapshot that the first page was read in, and the last position: the whole list is of one
    /// moment, however long somebody takes to page through it.
    package static let keyParts = 2

    package static func run(_ team: TeamContext, page: PageRequest, subject: String?) throws -> Page<AuditEntryView> {
        guard let after = page.after.last.map({ Int64($0) }) ?? .some(0) else {
            throw Failure(.badRequest, "this cursor is not one of this list's; start again without one")
        }
        return try team.read { tx in
            let snapshot = try page.after.first ?? tx.one(SnapshotText())
            guard Self.isSnapshot(snapshot) else {
                throw Failure(.badRequest, "this cursor is not one of this list's; start again without one")
            }
            let limit = page.limit + 1
            let rows =
                if let subject {
                    try tx.all(
                        SubjectEventsInSnapshot(
                            team: team.id, snapshot: snapshot, after: after, subject: subject, limit: limit))
                } else {
                    try tx.all(EventsInSnapshot(team: team.id, snapshot: snapshot, after: after, limit: limit))
                }
            return page.page(rows, key: { [snapshot, String($0.position)] }, item: AuditEntryView.init)
        }
    }

    /// `10:20:10,14`, as PostgreSQL writes one: three parts, the numbers rising.
    private static func isSnapshot(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let low = Int64(parts[0]), let high = Int64(parts[1]), 0 < low, low <= high else {
            return false
        }
        let running = parts[2].split(separator: ",", omittingEmptySubsequences: false)
        if parts[2].isEmpty { return true }
        let numbers = running.compactMap { Int64($0) }
        return numbers.count == running.count && zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
            && numbers.allSatisfy { (low..<high).contains($0) }
    }
}

/// The team's whole record as it is at one moment, in newline-delimited JSON.
package enum ExportAudit {
    private static let pageEntries = 1000

    /// Answers the path of a temporary file, for the caller to remove. Each line ends with a line feed.
    package static func run(_ team: TeamContext) throws -> String {
        try FileParts.writeTemporary(in: team.services.temporaryFolder) { try run(team, write: $0) }
    }

    private static func run(_ team: TeamContext, write: ([UInt8]) throws -> Void) throws {
        let snapshot = try team.read { try $0.one(SnapshotText()) }
        var after: Int64 = 0
        while true {
            let rows = try team.read { tx in
                try tx.all(
                    EventsInSnapshot(team: team.id, snapshot: snapshot, after: after, limit: pageEntries))
            }
            try write(rows.flatMap { Array($0.line.utf8) })
            guard rows.count == pageEntries, let last = rows.last else { return }
            after = last.position
        }
    }
}

extension AuditEntryView {
    init(_ row: EventRow) {
        self.init(
            position: row.position, at: row.at, name: row.name, actor: row.actor, subject: row.subject,
            entry: row.entry, leaf: row.leaf)
    }
}

extension EventRow {
    /// The same as an `AuditEntryView`, as `AuditExport` reads it.
    fileprivate var line: String {
        let json: JSON = [
            "position": .integer(position), "at": .string(at.description), "name": .string(name),
            "actor": .string(actor), "subject": .string(subject), "entry": .string(entry),
            "leaf": .string(leaf.description),
        ]
        return json.canonical + "\n"
    }
}

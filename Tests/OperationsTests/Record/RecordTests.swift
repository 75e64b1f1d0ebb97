import API
import Domain
import FoundationEssentials
import Operations
import Store
import TestSupport
import Testing

/// The record: listed, exported, verified, followed.
@Suite struct RecordTests {
    private func lines(_ team: TeamContext) throws -> [String] {
        let path = try ExportAudit.run(team)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let data = try #require(FileManager.default.contents(atPath: path))
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private func page(_ team: TeamContext, _ cursor: String? = nil, limit: Int = 3, subject: String? = nil) throws
        -> Page<AuditEntryView>
    {
        try ListAudit.run(
            team, page: PageRequest(limit: "\(limit)", cursor: cursor, parts: ListAudit.keyParts), subject: subject)
    }

    @Test func theExportIsVerifiedWithoutTheService() throws {
        let story = try ActionStory.make()
        try story.deny(try story.held())
        let lines = try lines(story.world.team(.author))
        let report = AuditExport.verify(lines)
        #expect(report.firstBad == nil && report.entryCount == lines.count && lines.count > 5)
        let listed = try page(story.world.team(.author), limit: 1000).items
        #expect(report.root == MerkleTree.root(listed.map(\.leaf)))
        #expect(
            try lines.map { try JSONDecoder().decode(AuditEntryView.self, from: Data($0.utf8)) }.map(wire)
                == listed.map(wire))
    }

    @Test func whatASuperuserEditsShows() throws {
        let story = try ActionStory.make()
        try story.deny(try story.held())
        let team = try story.world.team(.author)
        let before = try lines(team)
        try story.world.database.run(
            """
            ALTER TABLE events DROP CONSTRAINT events_check;
            SET session_replication_role = replica;
            UPDATE events SET entry = replace(entry, 'denied_by', 'timed_out') WHERE name = 'action_denied'
            """)
        let report = AuditExport.verify(try lines(team))
        let bad = try #require(before.firstIndex { $0.contains("\"action_denied\"") })
        #expect(
            report.firstBad?.line == bad + 1 && report.firstBad?.reason == "the leaf is not the digest of the entry")
    }

    @Test func theListIsOfOneMomentAndLosesNothing() throws {
        let story = try ActionStory.make()
        let team = try story.world.team(.author)
        let whole = try page(team, limit: 1000).items.map(\.position)
        var paged: [Int64] = []
        var next: String?
        repeat {
            let page = try page(team, next)
            paged += page.items.map(\.position)
            next = page.next
            try story.world.putContext("v\(paged.count)")
        } while next != nil
        #expect(paged == whole)
        #expect(try page(team, limit: 1000).items.count > whole.count)
    }

    @Test func theListIsFilteredBySubject() throws {
        let story = try ActionStory.make()
        let held = try story.held()
        let items = try page(story.world.team(.author), limit: 10, subject: "action:\(held.id)").items
        #expect(items.map(\.name) == ["action_held"])
        #expect(try page(story.world.team(.stranger), limit: 10).items.isEmpty)
    }

    @Test(arguments: [
        "zz", Hex.encode(Array("x 1".utf8)), Hex.encode(Array("1:2: x".utf8)), Hex.encode(Array("5:2: 1".utf8)),
    ])
    func aForeignCursorIsRefused(cursor: String) throws {
        let world = try World.make()
        #expect(refusal { try page(world.team(.author), cursor) } == .badRequest)
    }

    /// An event with a lower position commits after one with a higher: whoever follows gets both.
    @Test func whatCommitsLateIsNotLost() throws {
        let world = try World.make()
        let team = try world.team(.author)
        let tip = try EventReader.tip(team)
        let late = Connection(url: world.database.ownerURL)
        try late.open()
        try late.run(script: "BEGIN; \(Self.insert("late_one"))")
        try world.database.run(Self.insert("early_one"))
        var cursor = tip
        var seen: [String] = []
        func follow() throws {
            let events = try EventReader.after(cursor, in: team)
            cursor = events.last?.cursor ?? cursor
            seen += events.map(\.name)
        }
        try follow()
        #expect(seen == [])
        try late.run(script: "COMMIT")
        // Other tests' transactions in the same cluster hold the horizon for a moment.
        for _ in 0..<500 where seen.count < 2 {
            try follow()
            try late.run(script: "SELECT pg_sleep(0.02)")
        }
        #expect(seen == ["late_one", "early_one"])
        #expect(EventCursor(cursor.text) == cursor)
    }

    private static func insert(_ name: String) -> String {
        let entry = AuditEntry(
            name: name, actor: .system(job: "test"), team: World.northID, subject: "x:y",
            at: Timestamp(secondsSince1970: 0),
            data: [:])
        return """
            INSERT INTO events (team_id, at, name, actor, subject, entry, leaf)
            VALUES ('\(World.northID)', now(), '\(name)', 'system:test', 'x:y', '\(entry.canonical)', '\\x\(entry.leaf.hex)')
            """
    }
}

import Domain
import Store
import TestSupport
import Testing

@Suite struct ListenerTests {
    let database: ScratchDatabase

    init() throws { database = try ScratchDatabase.makeEmpty() }

    struct ListenerPIDs: Query {
        typealias Row = Int
        static let sql = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'"
    }

    @Test(.timeLimit(.minutes(1)))
    func hearsNotificationsAndSaysWhenItMayHaveMissedSome() async throws {
        let (events, feed) = AsyncStream.makeStream(of: Listener.Event.self)
        let listener = try Listener(url: database.appURL, channel: "Jobs") { feed.yield($0) }
        let listening = try OwnThreadWork { listener.run() }
        var heard = events.makeAsyncIterator()
        #expect(await heard.next() == .mayHaveMissed)
        try database.run("NOTIFY \"Jobs\", '42'; NOTIFY other, '1'; NOTIFY \"Jobs\", '43'")
        #expect(await heard.next() == .notified(payload: "42"))
        #expect(await heard.next() == .notified(payload: "43"))

        let owner = Connection(url: database.ownerURL)
        try owner.open()
        for pid in try owner.all(ListenerPIDs()) { #expect(try database.terminate(pid)) }
        #expect(await heard.next() == .mayHaveMissed)
        try database.run("NOTIFY \"Jobs\", '44'")
        #expect(await heard.next() == .notified(payload: "44"))

        listener.stop()
        listener.stop()
        try database.run("NOTIFY \"Jobs\", '45'")
        try await listening.value()
        feed.finish()
        #expect(await heard.next() == nil)
    }

    @Test(.timeLimit(.minutes(1)))
    func stopsWhileTheDatabaseIsAway() async throws {
        let listener = try Listener(url: "postgresql:///x?host=/nonexistent", channel: "jobs") { _ in
            Issue.record("heard something from nobody")
        }
        let listening = try OwnThreadWork { listener.run() }
        listener.stop()
        try await listening.value()
    }
}

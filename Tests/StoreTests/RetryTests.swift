import Domain
import Store
import Synchronization
import TestSupport
import Testing

@Suite struct RetryTests {
    let database: ScratchDatabase

    init() throws {
        database = try Notes.database()
        try database.run("INSERT INTO notes (id) VALUES ('a'), ('b')")
    }

    struct Append: Command {
        let id: String
        let text: String
        static let sql = "UPDATE notes SET body = body || $2 WHERE id = $1"
        var parameters: [any SQLValue] { [id, text] }
    }

    /// Lets two threads go on only once both have come.
    final class Meeting: Sendable {
        private let missing = Atomic(2)
        func arrive() {
            missing.subtract(1, ordering: .sequentiallyConsistent)
            while missing.load(ordering: .sequentiallyConsistent) > 0 {}
        }
    }

    @Test func aDeadlockIsTriedAgainAsAWhole() async throws {
        try database.run("ALTER DATABASE \(database.name) SET deadlock_timeout = '50ms'")
        let conflicts = Mutex<[DatabaseError]>([])
        let pool = Pool(url: database.appURL, connections: 2) { error in conflicts.withLock { $0.append(error) } }
        let meeting = Meeting()
        @Sendable func append(_ text: String, to first: String, then second: String) throws {
            try pool.transaction(.none) { tx in
                try tx.runNow(Append(id: first, text: text))
                meeting.arrive()
                try tx.run(Append(id: second, text: text))
            }
        }
        let one = try OwnThreadWork { try append("1", to: "a", then: "b") }
        let other = try OwnThreadWork { try append("2", to: "b", then: "a") }
        _ = try await (one.value(), other.value())
        #expect(conflicts.withLock { $0 } == [.conflict(sqlState: "40P01")])
        let bodies = try pool.transaction(.none) { tx in
            try ["a", "b"].map { try tx.one(Notes.ByID(id: $0)).body.sorted() }
        }
        #expect(bodies == [["1", "2"], ["1", "2"]])
    }

    @Test func givesUpAfterThreeRetries() throws {
        try database.run(
            """
            CREATE FUNCTION always() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$;
            CREATE TRIGGER always BEFORE UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION always();
            """)
        var runs = 0
        let error = #expect(throws: Failure.self) {
            try database.pool().transaction(.none) { tx in
                runs += 1
                try tx.run(Append(id: "a", text: "x"))
            }
        }
        #expect(error?.code == .unavailable)
        #expect(runs == 4)
    }

    @Test func aConflictAtCommitIsTriedAgain() throws {
        try database.run(
            """
            CREATE SEQUENCE tries;
            GRANT USAGE ON tries TO countersign_app;
            CREATE FUNCTION once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF nextval('tries') = 1 THEN RAISE EXCEPTION USING ERRCODE = '40001'; END IF; RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER once AFTER UPDATE ON notes DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION once();
            """)
        let pool = database.pool()
        try pool.transaction(.none) { try $0.run(Append(id: "a", text: "x")) }
        #expect(try pool.transaction(.none) { try $0.one(Notes.ByID(id: "a")).body } == "x")
    }
}

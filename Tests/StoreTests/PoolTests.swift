import Domain
import Store
import Synchronization
import TestSupport
import Testing

@Suite struct PoolTests {
    let database: ScratchDatabase

    init() throws { database = try Notes.database() }

    @Test func commitsWhenTheClosureReturns() throws {
        let pool = database.pool()
        let count = try pool.transaction(.none) { try $0.runNow(Notes.Add(id: "é", stars: 3)) }
        #expect(count == 1)
        let note = try pool.transaction(.none) { try $0.first(Notes.ByID(id: "é")) }
        #expect(note == Notes.ByID.Row(id: "é", body: "", stars: 3, parent: nil))
        #expect(try pool.transaction(.none) { try $0.first(Notes.ByID(id: "other")) } == nil)
        #expect(try pool.transaction(.none) { try $0.runNow(Notes.SetBody(id: "other", body: "x")) } == 0)
    }

    @Test func undoesEverythingWhenTheClosureThrows() throws {
        let pool = database.pool(connections: 1)
        let stop = Failure(.wrongState, "no")
        #expect(throws: stop) {
            try pool.transaction(.none) { tx in
                try tx.run(Notes.Add(id: "a"))
                throw stop
            }
        }
        #expect(try pool.transaction(.none) { try $0.all(Notes.IDs()) } == [])
    }

    @Test func refusesToCommitAfterASwallowedError() throws {
        let heard = Mutex<[DatabaseError]>([])
        let pool = Pool(url: database.appURL, connections: 1) { error in heard.withLock { $0.append(error) } }
        let error = #expect(throws: Failure.self) {
            try pool.transaction(.none) { tx in
                try tx.run(Notes.Add(id: "a"))
                _ = try? tx.runNow(Notes.Add(id: "a"))
            }
        }
        #expect(error?.code == .internalError)
        let wanted = DatabaseError.defect(
            statement: "COMMIT", reason: "the closure went on after a failed statement")
        #expect(heard.withLock { $0 } == [wanted])
        #expect(try database.noteIDs() == [])
    }

    @Test func oneWantsExactlyOne() throws {
        let pool = database.pool()
        let error = #expect(throws: Failure.self) {
            try pool.transaction(.none) { try $0.one(Notes.ByID(id: "none")) }
        }
        #expect(error?.code == .internalError)
    }

    @Test func aTransactionEndsWithItsClosure() throws {
        let pool = database.pool()
        let escaped = try pool.transaction(.none) { $0 }
        #expect(throws: DatabaseError.self) { try escaped.all(Notes.IDs()) }
    }

    struct CurrentScope: Query {
        static let sql = "SELECT current_setting('countersign.team', true), current_setting('countersign.person', true)"
        static func row(_ columns: inout Columns) throws -> [String?] { [try columns.next(), try columns.next()] }
    }

    @Test func scopeLastsForOneTransaction() throws {
        let pool = database.pool(connections: 1)
        func scope(_ scope: TransactionScope) throws -> [String?] {
            try pool.transaction(scope) { try $0.one(CurrentScope()) }
        }
        #expect(try scope(.team("team_'1\\", person: "per_1")) == ["team_'1\\", "per_1"])
        #expect(try scope(.none) == ["", ""])
        #expect(try scope(.person("per_2")) == ["", "per_2"])
        #expect(try scope(.team("team_2")) == ["team_2", ""])
        #expect(throws: Failure.self) { try scope(.team("a\0b")) }
    }

    struct EndEarly: Command { static let sql = "ROLLBACK" }

    @Test func scopeLeavesNothingInTheSession() throws {
        let pool = database.pool(connections: 1)
        try pool.transaction(.team("team_1", person: "per_1")) { _ in }
        var session: [String?] = []
        #expect(throws: Failure.self) {
            try pool.transaction(.none) { tx in
                try tx.runNow(EndEarly())
                session = try tx.one(CurrentScope())
            }
        }
        #expect(session == ["", ""])
    }

    @Test func aSnapshotStandsStillAndOnlyReads() throws {
        let pool = database.pool(connections: 2)
        let seen = try pool.transaction(.none, isolation: .snapshot) { tx in
            let before = try tx.all(Notes.IDs())
            try database.run("INSERT INTO notes (id) VALUES ('late')")
            return [before, try tx.all(Notes.IDs())]
        }
        #expect(seen == [[], []])
        let error = #expect(throws: Failure.self) {
            try pool.transaction(.none, isolation: .snapshot) { try $0.run(Notes.Add(id: "a")) }
        }
        #expect(error?.code == .internalError)
    }

    @Test func waitsOnlySoLongForAConnection() throws {
        let pool = database.pool(connections: 1, waitSeconds: 0)
        try pool.transaction(.none) { _ in
            let error = #expect(throws: Failure.self) { try pool.transaction(.none) { _ in } }
            #expect(error?.code == .unavailable)
        }
        #expect(try pool.transaction(.none) { try $0.all(Notes.IDs()) } == [])
    }

    @Test func nowIsLaterThanTheTransactionsStart() throws {
        let (first, second) = try database.pool().transaction(.none) { (try $0.now(), try $0.now()) }
        #expect(first < second)
    }

    struct Broken: Query {
        typealias Row = String
        static let sql = "SELECT nothing FROM nowhere"
    }

    @Test func checkFindsBrokenStatements() throws {
        let pool = database.pool()
        try pool.transaction(.none) { try $0.check(Notes.ByID.self) }
        #expect(throws: Failure.self) { try pool.transaction(.none) { try $0.check(Broken.self) } }
    }
}

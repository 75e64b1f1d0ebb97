import Domain
import Glibc
import Store
import Synchronization
import TestSupport
import Testing

@Suite struct LostConnectionTests {
    let database: ScratchDatabase
    let pool: Pool
    let heard: Heard

    /// What the pool reports.
    final class Heard: Sendable {
        private let errors = Mutex<[DatabaseError]>([])
        func add(_ error: DatabaseError) { errors.withLock { $0.append(error) } }
        var count: Int { errors.withLock { $0.count } }
    }

    init() throws {
        database = try Notes.database()
        let heard = Heard()
        self.heard = heard
        pool = Pool(url: database.appURL, connections: 1) { heard.add($0) }
    }

    private func terminate(_ tx: Transaction) throws {
        let pid = try tx.one(BackendPID())
        #expect(try database.terminate(pid))
    }

    @Test func midTransactionItFailsClearlyAndTheNextOneWorks() throws {
        let error = #expect(throws: Failure.self) {
            try pool.transaction(.none) { tx in
                try tx.run(Notes.Add(id: "a"))
                try terminate(tx)
                try tx.runNow(Notes.Add(id: "b"))
            }
        }
        #expect(error == DatabaseError.unreachable(reason: "").failure)
        // The same statements, prepared anew in the new session.
        try pool.transaction(.none) { try $0.run(Notes.Add(id: "c")) }
        #expect(try pool.transaction(.none) { try $0.all(Notes.IDs()) } == ["c"])
    }

    @Test func atCommitTheOutcomeIsCalledUnknown() throws {
        let error = #expect(throws: Failure.self) {
            try pool.transaction(.none) { tx in
                try tx.run(Notes.Add(id: "a"))
                try terminate(tx)
            }
        }
        #expect(error == DatabaseError.outcomeUnknown.failure)
        #expect(try pool.transaction(.none) { try $0.all(Notes.IDs()) } == [])
    }

    @Test func aSwallowedLossIsStillALoss() throws {
        let error = #expect(throws: Failure.self) {
            try pool.transaction(.none) { tx in
                try terminate(tx)
                _ = try? tx.all(Notes.IDs())
            }
        }
        #expect(error == DatabaseError.unreachable(reason: "").failure)
    }

    @Test func whileIdleNobodyNotices() throws {
        let pid = try pool.transaction(.none) { tx in
            _ = try tx.all(Notes.IDs())
            return try tx.one(BackendPID())
        }
        #expect(try database.terminate(pid))
        let (ids, next) = try pool.transaction(.none) { (try $0.all(Notes.IDs()), try $0.one(BackendPID())) }
        #expect(ids == [])
        #expect(next != pid)
        #expect(heard.count == 0)
    }

    /// One waits for a silent server, and others come.
    @Test func whatIsGivenUpFailsAtOnceUntilItIsResumed() async throws {
        let unreachable = DatabaseError.unreachable(reason: "").failure
        let pid = try #require(try pool.first(BackendPID()))
        let pool = pool
        let waiting = try OwnThreadWork {
            #expect(throws: unreachable) { try pool.transaction(.none) { try $0.all(Sleep()) } }
        }
        // On this thread: to yield it would be to wait for whatever other test takes it.
        while try database.run(Activity(pid: pid)) != "active" { sched_yield() }
        pool.giveUp()
        _ = try await waiting.value()
        #expect(throws: unreachable) { try pool.transaction(.none) { _ in } }
        #expect(throws: unreachable) { try pool.first(BackendPID()) }
        pool.resume()
        #expect(try pool.first(BackendPID()) != nil)
    }

    @Test func silenceIsToldFromAbsence() throws {
        let connection = Connection(url: database.ownerURL)
        try connection.open()
        #expect(try connection.answers(withinMilliseconds: 5000))
        #expect(try connection.answers(withinMilliseconds: 5000))
        let pid = try pid_t(#require(try connection.all(BackendPID()).first))
        #expect(kill(pid, SIGSTOP) == 0)
        defer { kill(pid, SIGCONT) }
        #expect(try !connection.answers(withinMilliseconds: 50))
        #expect(!connection.isOpen)
        try connection.open()
        #expect(try database.terminate(#require(try connection.all(BackendPID()).first)))
        #expect(throws: (any Error).self) { try connection.answers(withinMilliseconds: 5000) }
    }

    @Test func anUnreachableServerIsNotNamedToClients() throws {
        let pool = Pool(url: "postgresql:///x?host=/nonexistent", connections: 1) { heard.add($0) }
        let error = #expect(throws: Failure.self) { try pool.transaction(.none) { _ in } }
        #expect(error == DatabaseError.unreachable(reason: "").failure)
        #expect(heard.count == 1)
    }

    @Test func socketsAreClosedOnExec() throws {
        let connection = Connection(url: database.ownerURL)
        try connection.open()
        let sockets = (3..<1024 as Range<Int32>).filter { Self.peer(of: $0).contains(".s.PGSQL.") }
        #expect(!sockets.isEmpty)
        #expect(sockets.filter { fcntl($0, F_GETFD) & FD_CLOEXEC == 0 } == [])
        connection.close()
    }

    /// The path of the unix socket that a descriptor is connected to, or nothing.
    private static func peer(of descriptor: Int32) -> String {
        var address = sockaddr_un()
        var length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(descriptor, $0, &length) }
        }
        guard status == 0, address.sun_family == sa_family_t(AF_UNIX) else { return "" }
        return withUnsafeBytes(of: address.sun_path) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}

import Dispatch
import Domain
import Glibc
import Synchronization

/// A fixed number of connections for worker threads, and the only way to a transaction.
///
/// A worker thread calls `transaction`, blocks until a connection is free and until PostgreSQL has answered, and gives
/// the connection back. Size it so that all pools of all processes stay below the server's `max_connections`.
///
/// What is tried again, and what is not: a session that died while idle shows when BEGIN is not answered. Nothing has
/// happened yet, so the pool reconnects and runs the closure once more. A deadlock or serialization failure has undone
/// everything, so the whole closure runs again, at most three times, after a random pause that keeps the rivals from
/// meeting again. A connection lost later fails the call: the closure may have done half of its work, and a lost COMMIT
/// may have succeeded.
///
/// A server that is gone shows at once. One that is there and silent (frozen, or behind a network that swallows packets)
/// would hold every thread that asks it; somebody must notice and say `giveUp`.
package final class Pool: Sendable {
    private static let mostRetries = 3

    private let waitSeconds: Int
    private let free: DispatchSemaphore
    private let idle: Mutex<[Idle]>
    private let lifelines: [Lifeline]
    private let isGivenUp = Atomic(false)
    private let report: @Sendable (DatabaseError) -> Void

    /// A connection that no thread is using. `Connection` is not Sendable; the lock around `idle` hands each one to a
    /// single thread at a time.
    private struct Idle: @unchecked Sendable { let connection: Connection }

    /// Connects to nothing yet: each connection opens when it is first needed.
    /// - Parameters:
    ///   - waitSeconds: how long a caller waits for a free connection before it gets `unavailable`.
    ///   - report: hears each database error that the pool retries or turns into a `Failure`, with the reason that
    ///     clients are not told: for logs and metrics.
    package init(
        url: String, connections: Int, waitSeconds: Int = 5,
        limits: Connection.Limits = .seconds(statement: 30, idleInTransaction: 60),
        report: @escaping @Sendable (DatabaseError) -> Void = { _ in }
    ) {
        self.waitSeconds = waitSeconds
        self.report = report
        free = DispatchSemaphore(value: connections)
        let all = (0..<connections).map { _ in Idle(connection: Connection(url: url, limits: limits)) }
        lifelines = all.map(\.connection.lifeline)
        idle = Mutex(all)
    }

    /// Runs the closure in one transaction: commits when it returns, rolls back when it throws. The closure may run more
    /// than once, so it changes nothing but the database, and it does not call `transaction` itself.
    ///
    /// Throws what the closure throws, except that a `DatabaseError` which it lets through becomes the `Failure` that a
    /// client may see.
    ///
    /// - Parameter turn: transactions that give the same text run one after the other: each begins to look when the one
    ///   before has ended, on whichever instance. Costs no round trip.
    package func transaction<T>(
        _ scope: TransactionScope, isolation: Isolation = .readCommitted, turn: String? = nil,
        _ body: (Transaction) throws -> T
    ) throws -> T {
        let connection = try take()
        defer { giveBack(connection) }
        var retries = 0
        while true {
            do {
                return try attempt(on: connection, scope, isolation, turn, body)
            } catch let error as DatabaseError {
                report(error)
                guard case .conflict = error, retries < Self.mostRetries else { throw error.failure }
                retries += 1
                usleep(UInt32.random(in: 1_000...20_000) << UInt32(retries))
            }
        }
    }

    /// The first row of one query on its own, in one round trip: for what belongs to no team, such as whose token this is.
    package func first<Q: Query>(_ query: Q) throws -> Q.Row? {
        let connection = try take()
        defer { giveBack(connection) }
        do {
            let mayBeStale = connection.isOpen
            try open(connection)
            do {
                return try connection.all(query).first
            } catch DatabaseError.unreachable where mayBeStale {
                try open(connection)
                return try connection.all(query).first
            }
        } catch let error as DatabaseError {
            report(error)
            throw error.failure
        }
    }

    /// The server is silent: whoever waits for it is told so now, and whoever comes next does not begin to wait. To be said
    /// again for as long as it is so, for what was just connecting.
    package func giveUp() {
        isGivenUp.store(true, ordering: .releasing)
        for lifeline in lifelines { lifeline.cut() }
    }

    /// The server answers again.
    package func resume() { isGivenUp.store(false, ordering: .releasing) }

    private func open(_ connection: Connection) throws {
        guard !isGivenUp.load(ordering: .acquiring) else { throw DatabaseError.unreachable(reason: "it is silent") }
        try connection.open()
    }

    private func attempt<T>(
        on connection: Connection, _ scope: TransactionScope, _ isolation: Isolation, _ turn: String?,
        _ body: (Transaction) throws -> T
    ) throws -> T {
        let mayBeStale = connection.isOpen
        try open(connection)
        let transaction = Transaction(on: connection)
        do {
            try transaction.begin(scope, isolation, turn: turn)
            let value = try body(transaction)
            try transaction.commit()
            return value
        } catch DatabaseError.unreachable where mayBeStale && !transaction.hasBegun {
            return try attempt(on: connection, scope, isolation, turn, body)
        } catch {
            transaction.rollBack()
            throw error
        }
    }

    private func take() throws -> Connection {
        guard free.wait(timeout: .now() + .seconds(waitSeconds)) == .success,
            let taken = idle.withLock({ $0.popLast() })
        else {
            throw Failure(.unavailable, "all database connections are in use; nothing was changed, try again later")
        }
        return taken.connection
    }

    private func giveBack(_ connection: Connection) {
        if connection.transactionState != .none { connection.close() }
        let returned = Idle(connection: connection)
        idle.withLock { $0.append(returned) }
        free.signal()
    }
}

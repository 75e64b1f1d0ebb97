import Dispatch
import Domain
import Platform
import Synchronization

/// Brings the service's own PostgreSQL back when it ends under the running service: killed, out of memory, out of disk.
///
/// It looks five times a second whether the process is there. One that is gone is started again on the same data, where
/// it recovers everything that was committed. That is tried until it succeeds or the service stops, with pauses from 0.2
/// to 1 s: nobody else would do it, and a full disk may have room again in an hour. Meanwhile nothing waits for this
/// thread. Requests fail at connecting, within milliseconds, with `database_unavailable`; `/readyz` says 503; runners
/// repeat what they have to say for as long as they hold their leases. Pools reconnect when they are next used.
///
/// It also looks after the room on the disk, which a database needs to come back.
final class DatabaseWatch: Sendable {
    private static let lookMilliseconds = 200
    private static let longestPauseMilliseconds = 1000

    private let postgres: EmbeddedPostgres
    private let reserve: StorageReserve
    private let observer: Observer
    private let isStopping = Atomic(false)
    private let wake = DispatchSemaphore(value: 0)

    init(_ postgres: EmbeddedPostgres, reserve: StorageReserve, observer: Observer) {
        self.postgres = postgres
        self.reserve = reserve
        self.observer = observer
    }

    func start() throws {
        try BackgroundThread.start { [self] in
            while pause(milliseconds: Self.lookMilliseconds) {
                if !postgres.isRunning { recover() }
            }
        }
    }

    /// Does not wait: a recovery that is under way ends when PostgreSQL is stopped, which comes next.
    func stop() {
        isStopping.store(true, ordering: .releasing)
        wake.signal()
    }

    private func recover() {
        let lostAt = Clock.monotonicMilliseconds
        observer.error("database_lost", ["process": .integer(Int64(postgres.processID))])
        var pauseMilliseconds = Self.lookMilliseconds
        while !isStopping.load(ordering: .acquiring) {
            do {
                try postgres.restart()
                observer.info(
                    "database_recovered",
                    [
                        "process": .integer(Int64(postgres.processID)),
                        "milliseconds": .integer(Int64(Clock.monotonicMilliseconds - lostAt)),
                    ])
                return
            } catch {
                guard pause(milliseconds: pauseMilliseconds) else { return }
                observer.warn("database_restart_failed", ["error": .string("\(error)")])
                pauseMilliseconds = min(pauseMilliseconds * 2, Self.longestPauseMilliseconds)
            }
        }
    }

    /// False when the service stops.
    private func pause(milliseconds: Int) -> Bool {
        reserve.look()
        _ = wake.wait(timeout: .now() + .milliseconds(milliseconds))
        return !isStopping.load(ordering: .acquiring)
    }
}

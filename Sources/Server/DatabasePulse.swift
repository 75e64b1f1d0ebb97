import Dispatch
import Domain
import Platform
import Store
import Synchronization

/// Notices a database that is there and silent: frozen, or behind a network that swallows packets. Nothing in PostgreSQL's
/// protocol tells its silence from work, so every thread that asked it would wait, and the service with them.
///
/// Once a second it asks, on a connection of its own, what costs nothing. No answer in three seconds means silence: all
/// waiting requests are cut off, and from then on each is refused at once with `database_unavailable`, until an answer
/// comes. A database that is gone needs none of that, for connecting to it fails at once.
final class DatabasePulse: Sendable {
    private static let lookMilliseconds = 1000
    private static let patienceMilliseconds = 3000

    private let url: String
    private let pool: Pool
    private let observer: Observer
    private let isStopping = Atomic(false)
    private let wake = DispatchSemaphore(value: 0)

    init(_ url: String, _ pool: Pool, _ observer: Observer) {
        self.url = url
        self.pool = pool
        self.observer = observer
    }

    func start() throws {
        try BackgroundThread.start { [self] in
            let probe = Connection(url: url)
            var silentSince: Int?
            while pause() {
                let isSilent = looksSilent(probe)
                if isSilent {
                    pool.giveUp()
                    if silentSince == nil { observer.error("database_silent") }
                    silentSince = silentSince ?? Clock.monotonicMilliseconds
                } else if let since = silentSince {
                    pool.resume()
                    silentSince = nil
                    let milliseconds = Clock.monotonicMilliseconds - since
                    observer.info("database_answers", ["milliseconds": .integer(Int64(milliseconds))])
                }
            }
        }
    }

    /// Does not wait.
    func stop() {
        isStopping.store(true, ordering: .releasing)
        wake.signal()
    }

    private func looksSilent(_ probe: Connection) -> Bool {
        let begin = Clock.monotonicMilliseconds
        do {
            try probe.open()
            return try !probe.answers(withinMilliseconds: Self.patienceMilliseconds)
        } catch {
            // Connecting gives up by itself after five seconds; whoever says no says it sooner.
            return Clock.monotonicMilliseconds - begin >= Self.patienceMilliseconds
        }
    }

    /// False when the service stops.
    private func pause() -> Bool {
        _ = wake.wait(timeout: .now() + .milliseconds(Self.lookMilliseconds))
        return !isStopping.load(ordering: .acquiring)
    }
}

import Domain
import Glibc
import Synchronization

/// Waits for NOTIFY on one channel, on a connection of its own.
///
/// A notification says only "look again": PostgreSQL keeps none for a listener that is not connected. So each time
/// listening (re)starts, and also the first time, the handler hears `mayHaveMissed` and must look at everything it cares
/// for. After a loss it reconnects after 0.1 s, doubling up to 5 s.
package final class Listener: Sendable {
    package enum Event: Sendable, Equatable {
        /// Listening has just begun: anything may have happened before.
        case mayHaveMissed
        case notified(payload: String)
    }

    private static let firstPauseMilliseconds: Int32 = 100
    private static let longestPauseMilliseconds: Int32 = 5000

    private let url: String
    private let channel: String
    private let handler: @Sendable (Event) -> Void
    /// Two ends of a line: `stop` hangs up at the far end, which wakes `run` wherever it waits at the near one.
    private let nearEnd: Int32
    private let farEnd: Int32
    private let isStopped = Mutex(false)

    /// - Parameters:
    ///   - channel: taken as it is, as if quoted in SQL.
    ///   - handler: called on the thread of `run`; must be quick and must not call `stop`.
    package init(url: String, channel: String, handler: @escaping @Sendable (Event) -> Void) throws {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw Failure(.unavailable, "cannot listen to the database: no file descriptor left")
        }
        (nearEnd, farEnd) = (ends[0], ends[1])
        self.url = url
        self.channel = channel
        self.handler = handler
    }

    deinit {
        close(nearEnd)
        close(farEnd)
    }

    /// Listens until `stop`; give it a thread of its own.
    package func run() {
        let connection = Connection(url: url)
        var pause = Self.firstPauseMilliseconds
        while true {
            do {
                try connection.open()
                try connection.run(script: "LISTEN \(try connection.identifier(channel))")
                pause = Self.firstPauseMilliseconds
                tell(.mayHaveMissed)
                while try waitForServer(connection) {
                    for payload in try connection.notifications() { tell(.notified(payload: payload)) }
                }
                return
            } catch {
                connection.close()
            }
            if waitForStop(milliseconds: pause) { return }
            pause = min(pause * 2, Self.longestPauseMilliseconds)
        }
    }

    /// Ends listening. When this returns, the handler is not running and will not be called again; `run` returns soon.
    package func stop() {
        isStopped.withLock { $0 = true }
        shutdown(farEnd, Int32(SHUT_RDWR))
    }

    private func tell(_ event: Event) { isStopped.withLock { if !$0 { handler(event) } } }

    /// Whether the server has sent something; false when `stop` was called.
    private func waitForServer(_ connection: Connection) throws -> Bool {
        var watched = [waiting(for: nearEnd), waiting(for: try connection.socket())]
        poll(&watched, 2, -1)
        return watched[0].revents == 0
    }

    private func waitForStop(milliseconds: Int32) -> Bool {
        var watched = waiting(for: nearEnd)
        return poll(&watched, 1, milliseconds) > 0
    }

    private func waiting(for descriptor: Int32) -> pollfd {
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    }
}

internal import CLibpq
import Domain
import Glibc
import Synchronization

/// Waits for NOTIFY on one channel, on a connection and a thread of its own.
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

    /// The thread and our end of its stop line, until `stop` takes them.
    private let running: Mutex<(thread: pthread_t, stopLine: Int32)?>

    /// Starts at once, and goes on until `stop`. Throws `unavailable` when the process has no thread or descriptor left.
    /// - Parameters:
    ///   - channel: a plain SQL identifier.
    ///   - handler: called on the listener's thread; must be quick and must not call `stop`.
    package init(url: String, channel: String, handler: @escaping @Sendable (Event) -> Void) throws {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw Failure(.unavailable, "no file descriptor left to listen")
        }
        let loop = ListenerLoop(url: url, channel: channel, stopSignal: ends[0], handler: handler)
        guard let thread = Self.start(loop) else {
            close(ends[1])
            throw Failure(.unavailable, "no thread left to listen")
        }
        running = Mutex((thread, ends[1]))
    }

    deinit { stop() }

    /// Ends listening; when it returns, the handler is not running and will not be called again.
    package func stop() {
        let taken = running.withLock { running in
            defer { running = nil }
            return running
        }
        guard let taken else { return }
        // The other end then hangs up, which wakes the thread wherever it waits.
        close(taken.stopLine)
        pthread_join(taken.thread, nil)
    }

    private static func start(_ loop: ListenerLoop) -> pthread_t? {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(loop)
        let status = pthread_create(
            &thread, nil,
            { context in
                context.map { Unmanaged<ListenerLoop>.fromOpaque($0).takeRetainedValue().run() }
                return nil
            }, context.toOpaque())
        guard status == 0 else {
            context.release()
            return nil
        }
        return thread
    }
}

/// What the listener's thread does. Only that thread touches it after it was made.
private final class ListenerLoop {
    private let connection: Connection
    private let channel: String
    /// Hangs up when this loop must stop.
    private let stopSignal: Int32
    private let handler: @Sendable (Listener.Event) -> Void

    private static let firstPauseMilliseconds: Int32 = 100
    private static let longestPauseMilliseconds: Int32 = 5000

    init(url: String, channel: String, stopSignal: Int32, handler: @escaping @Sendable (Listener.Event) -> Void) {
        connection = Connection(url: url)
        self.channel = channel
        self.stopSignal = stopSignal
        self.handler = handler
    }

    deinit { close(stopSignal) }

    func run() {
        var pause = Self.firstPauseMilliseconds
        while true {
            do {
                try connection.open()
                try connection.run(script: "LISTEN \(try connection.identifier(channel))")
                pause = Self.firstPauseMilliseconds
                handler(.mayHaveMissed)
                while try !wait() {
                    for payload in try connection.notifications() { handler(.notified(payload: payload)) }
                }
                return
            } catch {
                connection.close()
                if isStopped(within: pause) { return }
                pause = min(pause * 2, Self.longestPauseMilliseconds)
            }
        }
    }

    /// Blocks until the server has sent something (false) or `stop` was called (true).
    private func wait() throws -> Bool {
        let watched = try connection.socket()
        var polled = [
            pollfd(fd: stopSignal, events: Int16(POLLIN), revents: 0),
            pollfd(fd: watched, events: Int16(POLLIN), revents: 0),
        ]
        poll(&polled, 2, -1)
        return polled[0].revents != 0
    }

    private func isStopped(within milliseconds: Int32) -> Bool {
        var polled = pollfd(fd: stopSignal, events: Int16(POLLIN), revents: 0)
        return poll(&polled, 1, milliseconds) > 0
    }
}

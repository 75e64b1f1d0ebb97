internal import CMicrohttpd
import Dispatch
import Domain
import Glibc
import Synchronization

/// Turns sockets into requests, gives them to a handler on threads that may block, and sends what it returns. Strict,
/// as a server on the open internet must be: see `RequestHeadReader` for what is refused, `ListenerConfiguration` for
/// limits.
///
/// One event thread runs libmicrohttpd (epoll). It reads heads and bodies and sends answers; while a request is with
/// its handler, the connection is suspended. `admission` and the handlers of `Lane.inline` run on the event thread and
/// must neither block nor compute. Plain HTTP: TLS is the business of a proxy in front.
package final class HTTPListener: Sendable {
    private enum Phase {
        case idle
        case listening(DaemonHandle, ListeningSocket)
        case stopped
    }

    private struct Live {
        var exchanges: [ObjectIdentifier: Exchange] = [:]
        var draining = false
    }

    let configuration: ListenerConfiguration
    let admission: @Sendable (HTTPRequestHead) -> Admission
    let handler: @Sendable (HTTPRequest) -> HTTPResponse
    let clock: ConnectionClock

    private let workers: WorkerPool
    private let slowWorkers: WorkerPool
    private let passwordWorkers: WorkerPool
    private let phase = Mutex(Phase.idle)
    private let live = Mutex(Live())
    private let inFlight = DispatchGroup()

    package init(
        configuration: ListenerConfiguration,
        admission: @escaping @Sendable (HTTPRequestHead) -> Admission,
        handler: @escaping @Sendable (HTTPRequest) -> HTTPResponse
    ) {
        self.configuration = configuration
        self.admission = admission
        self.handler = handler
        clock = ConnectionClock(
            headSeconds: configuration.headTimeoutSeconds, bodySeconds: configuration.bodyTimeoutSeconds)
        let limit = configuration.waitingLimit
        workers = WorkerPool(name: "worker", threads: configuration.workers, waitingLimit: limit)
        slowWorkers = WorkerPool(name: "slow", threads: configuration.slowWorkers, waitingLimit: limit)
        passwordWorkers = WorkerPool(name: "password", threads: configuration.passwordWorkers, waitingLimit: limit)
    }

    /// Begins to accept connections. Fails with `unavailable` if the address cannot be had. Must be followed by `stop`,
    /// also when it failed, or its threads stay.
    package func start() throws(Failure) {
        try phase.withLock { phase throws(Failure) in
            guard case .idle = phase else { return }
            try workers.start()
            try slowWorkers.start()
            try passwordWorkers.start()
            try clock.start()
            let socket = try ListeningSocket(host: configuration.host, port: configuration.port)
            let context = Unmanaged.passRetained(self)
            var options = DaemonCallbacks.options(context: context.toOpaque())
            options.listen_socket = socket.descriptor
            options.connection_limit = UInt32(configuration.connectionLimit)
            options.address_connection_limit = UInt32(configuration.addressConnectionLimit)
            options.idle_seconds = UInt32(configuration.idleTimeoutSeconds)
            // Half of it is for reading at first; records of headers and cookies are taken from the end.
            options.connection_memory_bytes = configuration.headLimitBytes * 2
            let flags =
                MHD_USE_EPOLL_INTERNAL_THREAD.rawValue | MHD_ALLOW_SUSPEND_RESUME.rawValue
                | (socket.isIPv6 ? MHD_USE_IPv6.rawValue : 0)
            guard let daemon = countersign_start_daemon(flags, options) else {
                close(socket.descriptor)
                context.release()
                throw Failure(.unavailable, "Cannot start the HTTP listener: \(String(cString: strerror(errno))).")
            }
            phase = .listening(DaemonHandle(pointer: daemon), socket)
        }
    }

    /// The port that is listened on, once started; else 0.
    package var port: UInt16 {
        phase.withLock { if case .listening(_, let socket) = $0 { socket.port } else { 0 } }
    }

    /// Stops accepting, ends all event streams, lets the requests at work finish within `drainSeconds`, and closes.
    /// Returns how many were cut off. Not to be called from a handler.
    @discardableResult
    package func stop(drainSeconds: Int) -> Int {
        let before = phase.withLock { phase in
            defer { phase = .stopped }
            return phase
        }
        defer {
            clock.stop()
            workers.stop()
            slowWorkers.stop()
            passwordWorkers.stop()
        }
        guard case .listening(let daemon, let socket) = before else { return 0 }
        let begun = live.withLock { live in
            live.draining = true
            return Array(live.exchanges.values)
        }
        MHD_quiesce_daemon(daemon.pointer)
        close(socket.descriptor)
        for exchange in begun { exchange.closeStream() }
        _ = inFlight.wait(timeout: .now() + .seconds(drainSeconds))
        let late = live.withLock { Array($0.exchanges.values) }
        // libmicrohttpd aborts the process if it is stopped with suspended connections: none is after this.
        for exchange in late { exchange.abandon() }
        MHD_stop_daemon(daemon.pointer)
        Unmanaged.passUnretained(self).release()
        return late.count
    }

    var isDraining: Bool { live.withLock { $0.draining } }

    /// Nil for the event thread itself.
    func pool(_ lane: Lane) -> WorkerPool? {
        switch lane {
        case .inline: nil
        case .worker: workers
        case .slow: slowWorkers
        case .password: passwordWorkers
        }
    }

    func problem(_ refusal: Refusal, _ requestID: String) -> HTTPResponse {
        configuration.problem(refusal.status, refusal.failure, requestID)
    }

    // MARK: called on the event thread

    func begin(rawTarget: [UInt8]) -> Exchange {
        inFlight.enter()
        return live.withLock { live in
            let exchange = Exchange(listener: self, rawTarget: rawTarget, abandoned: live.draining)
            live.exchanges[ObjectIdentifier(exchange)] = exchange
            return exchange
        }
    }

    func end(_ exchange: Exchange, _ connection: OpaquePointer) {
        exchange.end()
        clock.expectHead(connection)
        live.withLock { $0.exchanges[ObjectIdentifier(exchange)] = nil }
        inFlight.leave()
    }
}

/// libmicrohttpd's daemon: its functions for stopping may be called from any thread.
private struct DaemonHandle: @unchecked Sendable {
    let pointer: OpaquePointer
}

import Dispatch
import Domain
import HTTPListener
import Synchronization

/// A started listener whose handler's calls are recorded; stopped by `stop` or at the end of `with`.
final class TestListener: Sendable {
    let listener: HTTPListener
    private let calls: Calls

    final class Calls: Sendable {
        let seen = Mutex<[HTTPRequest]>([])
    }

    init(
        configure: (inout ListenerConfiguration) -> Void = { _ in },
        admission: @escaping @Sendable (HTTPRequestHead) -> Admission = { _ in
            .accept(.memory(limitBytes: 1000), .worker)
        },
        handler: @escaping @Sendable (HTTPRequest) -> HTTPResponse = { request in
            HTTPResponse(status: 200, body: .bytes(Array("hello \(request.method) \(request.target.path)".utf8)))
        }
    ) throws {
        var configuration = ListenerConfiguration { status, failure, id in
            HTTPResponse(
                status: status, headers: [HTTPField("Content-Type", "application/problem+json")],
                body: .bytes(Array(#"{"code":"\#(failure.code.rawValue)","id":"\#(id)"}"#.utf8)))
        }
        configuration.workers = 2
        configuration.slowWorkers = 1
        configuration.passwordWorkers = 1
        configure(&configuration)
        let calls = Calls()
        self.calls = calls
        listener = HTTPListener(configuration: configuration, admission: admission) { request in
            calls.seen.withLock { $0.append(request) }
            return handler(request)
        }
        do { try listener.start() } catch {
            listener.stop(drainSeconds: 0)
            throw error
        }
    }

    var requests: [HTTPRequest] { calls.seen.withLock { $0 } }
    func forget() { calls.seen.withLock { $0 = [] } }
    func client() -> RawClient { RawClient(port: listener.port) }

    static func with<Result>(_ listener: TestListener, _ body: (TestListener) throws -> Result) rethrows -> Result {
        defer { listener.listener.stop(drainSeconds: 5) }
        return try body(listener)
    }
}

/// A gate that a handler waits at until the test opens it.
struct Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    func open() { semaphore.signal() }
    /// False if nobody opened it for ten seconds.
    @discardableResult func pass() -> Bool { semaphore.wait(timeout: .now() + .seconds(10)) == .success }
}

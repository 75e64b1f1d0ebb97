import Domain

/// Where to listen, with how many threads, and how much a peer may ask of us.
package struct ListenerConfiguration: Sendable {
    /// A numeric address or a name that resolves to one.
    package var host = "127.0.0.1"
    /// 0 takes any free port: ask the listener which.
    package var port: UInt16 = 0

    package var workers = 8
    package var slowWorkers = 2
    package var passwordWorkers = 2
    /// Requests that may wait for each pool; one more gets a 503 with `Retry-After`.
    package var waitingLimit = 256

    /// Request line and headers together; beyond it 431.
    package var headLimitBytes = 8 * 1024
    /// The request line's target; beyond it 414.
    package var targetLimitBytes = 4 * 1024
    /// Beyond it 431.
    package var headerLimit = 64
    /// Further connections wait in the kernel's queue until one closes.
    package var connectionLimit = 4096
    /// Further connections of the same address are closed at once; 0 is no limit (behind a proxy all share one).
    package var addressConnectionLimit = 0

    /// From the connection's opening, or the end of the answer before, to the end of a request's head: bounds both slow
    /// senders and idle keep-alive.
    package var headTimeoutSeconds = 30
    /// From the end of the head to the end of the body.
    package var bodyTimeoutSeconds = 600
    /// Without a byte in either direction while receiving or sending.
    package var idleTimeoutSeconds = 30

    /// The shape of every answer that the listener gives by itself. Runs on the event thread.
    package var problem: @Sendable (_ status: Int, _ failure: Failure, _ requestID: String) -> HTTPResponse

    package init(problem: @escaping @Sendable (Int, Failure, String) -> HTTPResponse) { self.problem = problem }
}

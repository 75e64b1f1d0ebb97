import APIClient
import Domain

/// Outlasts a service that restarts or has lost its database: repeats a request until it is answered, and with it the
/// request's `Idempotency-Key`, so that a change whose answer got lost is not made twice. Sends nothing under a lease that
/// is given up.
final class PersistentTransport: Transport {
    private let transport: any Transport
    private let lease: Lease

    private static let firstPauseMilliseconds = 100
    private static let longestPauseMilliseconds = 2000
    /// Too many requests, and what a proxy or the service says when there is nobody to answer just now.
    private static let passing: Set<Int> = [429, 502, 503, 504]

    init(_ transport: any Transport, _ lease: Lease) {
        self.transport = transport
        self.lease = lease
    }

    func send(_ request: TransportRequest, into receiver: TransportReceiver) throws(Failure) -> TransportResponse {
        var pauseMilliseconds = Self.firstPauseMilliseconds
        while lease.isHeld {
            do {
                let response = try transport.send(request, into: receiver)
                if !Self.passing.contains(response.status) { return response }
            } catch  where error.code == .unavailable {
                // Nobody there, or cut off.
            }
            lease.pause(milliseconds: pauseMilliseconds)
            pauseMilliseconds = min(pauseMilliseconds * 2, Self.longestPauseMilliseconds)
        }
        throw Failure(.leaseLost, "the lease of this attempt is over for this runner: nothing more is said under it")
    }
}

import APIClient
import Domain

/// The way to the service. Clients belong to one thread each, so every thread makes its own.
package struct RunnerLink: Sendable {
    /// A transport that carries the runner's token.
    package typealias Connect = @Sendable () throws -> any Transport

    package let server: ServerAddress
    private let connect: Connect

    package init(server: ServerAddress, connect: @escaping Connect) {
        self.server = server
        self.connect = connect
    }

    /// Each call is one try that may take so long.
    func client(timeoutSeconds: Int) throws -> Client {
        Client(
            server: server, transport: BoundedTransport(try connect(), timeoutSeconds: timeoutSeconds),
            pausesMilliseconds: [])
    }

    /// Each call is tried until there is an answer, for as long as the lease is held.
    func client(holding lease: Lease) throws -> Client {
        Client(server: server, transport: PersistentTransport(try connect(), lease), pausesMilliseconds: [])
    }
}

/// Gives up earlier than a caller at a terminal would.
private final class BoundedTransport: Transport {
    private let transport: any Transport
    private let timeoutSeconds: Int

    init(_ transport: any Transport, timeoutSeconds: Int) {
        self.transport = transport
        self.timeoutSeconds = timeoutSeconds
    }

    func send(_ request: TransportRequest, into receiver: TransportReceiver) throws(Failure) -> TransportResponse {
        var request = request
        request.timeoutSeconds = timeoutSeconds
        return try transport.send(request, into: receiver)
    }
}

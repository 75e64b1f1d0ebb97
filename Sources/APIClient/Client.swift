import API
import Domain
import FoundationEssentials
import Glibc

/// Typed calls of the endpoint table. Belongs to one thread, like its transport.
///
/// A call that meets no service, or a service that cannot answer just now (503), is repeated: three times, after 0.2, 0.4
/// and 0.8 seconds. That is safe for changes too, because every repetition carries the `Idempotency-Key` of the first
/// try: if that one did arrive, its answer comes back instead of a second change.
package final class Client {
    package let server: ServerAddress
    let transport: any Transport
    private let pause: (_ milliseconds: UInt32) -> Void
    private let pausesMilliseconds: [UInt32]

    /// The transport carries the token. Without pauses nothing is repeated: for whoever repeats by a rule of their own.
    package init(
        server: ServerAddress, transport: any Transport, pausesMilliseconds: [UInt32] = [200, 400, 800],
        pause: @escaping (_ milliseconds: UInt32) -> Void = { usleep($0 * 1000) }
    ) {
        self.server = server
        self.transport = transport
        self.pausesMilliseconds = pausesMilliseconds
        self.pause = pause
    }

    /// Over libcurl. Throws `badRequest` where a token would travel in the clear.
    package convenience init(
        server: ServerAddress, token: String?, allowsInsecure: Bool = false, certificateFile: String? = nil
    ) throws(Failure) {
        try Client.check(server, allowsInsecure: allowsInsecure)
        self.init(server: server, transport: try HTTPTransport(token: token, certificateFile: certificateFile))
    }

    /// Refuses to show a token to whoever listens on the way.
    package static func check(_ server: ServerAddress, allowsInsecure: Bool) throws(Failure) {
        guard server.isEncrypted || server.isLoopback || allowsInsecure else {
            throw Failure(
                .badRequest,
                "\(server) is not encrypted, so anybody on the way could read the token or password: use https://, "
                    + "or --insecure if the network is all your own")
        }
    }

    /// One call of the table. Throws the service's refusal, or `unavailable` when there is no answer.
    package func call<Input: Message, Output: Message>(
        _ endpoint: Endpoint<Input, Output>, path: [String: String] = [:], query: [(String, String)] = [], _ body: Input
    ) throws(Failure) -> Output {
        let request = try request(endpoint.shape, path: path, query: query, json: body)
        return try decode(send(request), endpoint.shape)
    }

    /// One call without a body.
    package func call<Output: Message>(
        _ endpoint: Endpoint<Nothing, Output>, path: [String: String] = [:], query: [(String, String)] = []
    ) throws(Failure) -> Output {
        try call(endpoint, path: path, query: query, Nothing())
    }

    /// Text that is not JSON, such as an export, as it came.
    package func text(
        _ endpoint: Endpoint<Nothing, PlainText>, path: [String: String] = [:], query: [(String, String)] = []
    ) throws(Failure) -> String {
        let request = try request(endpoint.shape, path: path, query: query, json: Nothing())
        return String(decoding: try send(request).body, as: UTF8.self)
    }

    /// Any path of the service, for `countersign api`: the answer as it came, refusals thrown.
    package func raw(_ method: Method, _ path: String, body: [UInt8]?) throws(Failure) -> TransportResponse {
        var request = TransportRequest(method: method.rawValue, url: server.text + path)
        if let body {
            request.headers.append(.init("Content-Type", "application/json"))
            request.body = .bytes(body)
        }
        if method.isChange { request.headers.append(.init("Idempotency-Key", Client.freshKey())) }
        return try send(request)
    }

    func request<Input: Message>(
        _ shape: EndpointShape, path: [String: String], query: [(String, String)], json body: Input
    ) throws(Failure) -> TransportRequest {
        var request = TransportRequest(method: shape.method.rawValue, url: url(shape, path: path, query: query))
        if shape.repetition != .natural { request.headers.append(.init("Idempotency-Key", Client.freshKey())) }
        if Input.self != Nothing.self && Input.self != RawBytes.self {
            request.headers.append(.init("Content-Type", "application/json"))
            do {
                request.body = .bytes([UInt8](try JSONEncoder().encode(body)))
            } catch {
                throw Failure(.badRequest, "this cannot be sent as JSON: \(error)")
            }
        }
        return request
    }

    private func url(_ shape: EndpointShape, path: [String: String], query: [(String, String)]) -> String {
        let pairs = query.map { PercentEncoding.encode($0.0) + "=" + PercentEncoding.encode($0.1) }
        return server.text + shape.path(path) + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&"))
    }

    /// Sends, repeats where that may help, and throws unless the answer is a success.
    func send(
        _ request: TransportRequest, into receiver: TransportReceiver = .bytes(limitBytes: 64 << 20)
    ) throws(Failure) -> TransportResponse {
        for milliseconds in pausesMilliseconds {
            do {
                let response = try transport.send(request, into: receiver)
                if response.status != 503 { return try Client.success(response, server) }
            } catch  where error.code == .unavailable {
                // Nobody there, or cut off: the next try may fare better.
            }
            pause(milliseconds)
        }
        return try Client.success(transport.send(request, into: receiver), server)
    }

    private func decode<Output: Message>(_ response: TransportResponse, _ shape: EndpointShape) throws(Failure)
        -> Output
    {
        if let nothing = Nothing() as? Output { return nothing }
        do {
            return try JSONDecoder().decode(Output.self, from: Data(response.body))
        } catch {
            throw Failure(
                .internalError,
                "the answer of \(shape.name) is not what this version expects: \(JSON.reason(error)); "
                    + "is `countersign` as new as the service at \(server)?")
        }
    }

    /// 128 random bits.
    private static func freshKey() -> String {
        Hex.encode((0..<16).map { _ in UInt8.random(in: .min ... .max) })
    }
}

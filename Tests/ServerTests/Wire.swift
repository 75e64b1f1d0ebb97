import API
import APIClient
import Domain
import Platform
import Testing

/// Talks to a service as a program in any language would: bytes over HTTP, no types of ours.
struct Wire {
    struct Answer {
        let status: Int
        let headers: [TransportRequest.Header]
        let bytes: [UInt8]

        var text: String { String(decoding: bytes, as: UTF8.self) }
        var json: JSON { (try? JSON(bytes: bytes)) ?? .null }
        var code: String? { json["code"]?.string }
    }

    let url: String
    let token: String?

    /// Calls an endpoint of the table, with a fresh key unless one is given.
    func call(
        _ shape: EndpointShape, _ parameters: [String: String] = [:], query: String = "", body: JSON? = nil,
        bytes: [UInt8]? = nil, key: String? = nil
    ) throws -> Answer {
        try send(
            shape.method.rawValue, shape.path(parameters) + query,
            body: bytes ?? body.map { Array($0.canonical.utf8) }, key: key ?? Hex.encode(SecureRandom.bytes(8)))
    }

    func send(
        _ method: String, _ path: String, headers: [TransportRequest.Header] = [], body: [UInt8]? = nil,
        key: String? = nil
    ) throws -> Answer {
        let transport = try HTTPTransport(token: token)
        let headers = headers + (key.map { [TransportRequest.Header("Idempotency-Key", $0)] } ?? [])
        let answer = try transport.send(
            TransportRequest(
                method: method, url: url + path, headers: headers, body: body.map { .bytes($0) } ?? .none))
        return Answer(status: answer.status, headers: answer.headers, bytes: answer.body)
    }
}

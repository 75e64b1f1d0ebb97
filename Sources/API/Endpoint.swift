import Domain

/// What travels in a request or response body. The OpenAPI schema of a message is derived from its `Decodable` conformance,
/// so a message is written once.
package protocol Message: Codable, Sendable {}

/// A body that is not there.
package struct Nothing: Message {
    package init() {}
}

/// A body of raw bytes (an artifact).
package struct RawBytes: Message {
    package init() {}
}

/// A body of text that is not JSON: newline-delimited JSON, Prometheus text, a transcript.
package struct PlainText: Message {
    package init() {}
}

/// What git says and hears over HTTP.
package struct GitBody: Message {
    package init() {}
}

/// A stream of server-sent events.
package struct EventStreamBody: Message {
    package init() {}
}

package enum Method: String, Sendable, CaseIterable, Codable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case delete = "DELETE"

    /// Every change carries an `Idempotency-Key`.
    package var isChange: Bool { self != .get }
}

/// Who may call an endpoint at all. What the caller may do inside a team is decided by the operation.
package enum Access: Sendable, Hashable {
    case anyone
    /// A person's session or personal token that has this scope.
    case person(Scope)
    /// A person who operates the installation.
    case operatorOnly
    /// A runner's token.
    case runner
}

/// How a repeated change is recognised.
package enum Repetition: String, Sendable {
    /// The stored answer is given again.
    case answered
    /// The answer holds a secret that is shown once, so it is not stored: a repetition is refused with `already_used`.
    case refused
    /// The change is naturally repeatable (logging in, an artifact by digest, a frame by its sequence): no key needed.
    case natural
}

/// How large a JSON body may be; the numbers are settings of the service.
package enum BodySize: String, Sendable, CaseIterable {
    case usual
    /// A policy bundle.
    case bundle
    /// A template folder in base 64.
    case template
}

package struct QueryParameter: Sendable {
    package let name: String
    package let summary: String
    package let isRequired: Bool

    package init(_ name: String, _ summary: String, required: Bool = false) {
        self.name = name
        self.summary = summary
        self.isRequired = required
    }
}

/// One line of the endpoint table, without its types.
package struct EndpointShape: Sendable {
    /// `<noun>_<verb>`: OpenAPI's operationId, the name in logs and metrics.
    package let name: String
    package let method: Method
    /// With `{parameters}`.
    package let path: String
    package let access: Access
    package let query: [QueryParameter]
    package let repetition: Repetition
    package let bodySize: BodySize
    package let status: Int
    package let summary: String
    package let input: any Message.Type
    package let output: any Message.Type
}

/// An endpoint with the types of its bodies. `Endpoints` holds them all; the server binds a handler to each, the client
/// calls them.
package struct Endpoint<Input: Message, Output: Message>: Sendable {
    package let shape: EndpointShape

    init(
        _ name: String, _ method: Method, _ path: String, _ access: Access, _ summary: String,
        query: [QueryParameter] = [], repetition: Repetition = .answered, bodySize: BodySize = .usual,
        status: Int = 200
    ) {
        shape = EndpointShape(
            name: name, method: method, path: path, access: access, query: query,
            repetition: method.isChange ? repetition : .natural, bodySize: bodySize, status: status,
            summary: summary, input: Input.self, output: Output.self)
    }
}

extension EndpointShape {
    /// Whether git calls it, which sends a token as the password of `Authorization: Basic`.
    package var isForGit: Bool { output is GitBody.Type }

    /// The path with its parameters filled in, percent-encoded. A missing parameter is a defect of the caller: it stays
    /// visible in the path and meets a 404.
    package func path(_ parameters: [String: String]) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).map { segment in
            guard segment.hasPrefix("{"), segment.hasSuffix("}") else { return String(segment) }
            return PercentEncoding.encode(parameters[String(segment.dropFirst().dropLast())] ?? String(segment))
        }.joined(separator: "/")
    }
}

package enum PercentEncoding {
    private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~".utf8)

    /// RFC 3986 unreserved characters stay; every other byte becomes `%XX`.
    package static func encode(_ text: String) -> String {
        var out = ""
        for byte in text.utf8 {
            if plain.contains(byte) {
                out.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let hex = String(byte, radix: 16, uppercase: true)
                out += "%" + (hex.utf8.count == 1 ? "0" : "") + hex
            }
        }
        return out
    }
}

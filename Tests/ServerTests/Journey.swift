import API
import Domain
import Foundation
import Platform
import TestSupport
import Testing

/// Calls of a service by several callers, with each endpoint's first success and the refusals that were asked for kept
/// as text: request line, body, status, answer, with what differs from run to run made the same.
final class Journey {
    let service: TestService
    private(set) var kept: [String: String] = [:]
    private var order: [String] = []
    /// Runs before each call that is to succeed.
    var rehearsal: ((Wire, EndpointShape, String, JSON?) throws -> Void)?

    init(_ service: TestService) { self.service = service }

    /// Names and exchanges in the order in which they happened.
    var exchanges: [(name: String, text: String)] { order.map { ($0, kept[$0] ?? "") } }

    func wire(_ token: String? = nil) -> Wire { Wire(url: service.url, token: token) }

    /// A call that succeeds with the endpoint's status. A second one of an endpoint is kept only under a name.
    @discardableResult
    func call(
        _ wire: Wire, _ shape: EndpointShape, _ parameters: [String: String] = [:], query: String = "",
        body: JSON? = nil, bytes: [UInt8]? = nil, as name: String? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Wire.Answer {
        try rehearsal?(wire, shape, shape.path(parameters) + query, body ?? nothing(shape))
        let answer = try wire.call(shape, parameters, query: query, body: body ?? nothing(shape), bytes: bytes)
        try #require(
            answer.status == shape.status, "\(shape.name): \(answer.status) \(answer.text)",
            sourceLocation: sourceLocation)
        keep(name.map { "\(shape.name).\($0)" } ?? shape.name, shape, parameters, query, body, bytes, answer)
        return answer
    }

    /// A call that is refused with this code.
    func refused(
        _ wire: Wire, _ shape: EndpointShape, _ parameters: [String: String] = [:], query: String = "",
        body: JSON? = nil, code: String, as name: String = "refused", sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let answer = try wire.call(shape, parameters, query: query, body: body ?? nothing(shape))
        #expect(answer.code == code, "\(shape.name): \(answer.text)", sourceLocation: sourceLocation)
        keep("\(shape.name).\(name)", shape, parameters, query, body, nil, answer)
    }

    /// Ends of streams and the like, which are no answers to one request.
    func clean(_ text: String) -> String { Normalizer.clean(text) }

    private func nothing(_ shape: EndpointShape) -> JSON? {
        shape.method.isChange && shape.input is Nothing.Type ? [:] : nil
    }

    private func keep(
        _ name: String, _ shape: EndpointShape, _ parameters: [String: String], _ query: String, _ body: JSON?,
        _ bytes: [UInt8]?, _ answer: Wire.Answer
    ) {
        guard kept[name] == nil else { return }
        let path = shape.path(parameters)
        var text = "\(shape.method.rawValue) \(path.removingPercentEncoding ?? path)\(query)\n"
        if let body { text += pretty(body) + "\n" }
        if let bytes { text += String(decoding: bytes, as: UTF8.self) + "\n" }
        let type = answer.headers.first { $0.name.lowercased() == "content-type" }?.value
        text += "\n\(answer.status)" + (type.map { " \($0)" } ?? "") + "\n"
        if let type, type.hasSuffix("json") {
            text += pretty(answer.json) + "\n"
        } else if !answer.bytes.isEmpty {
            text += answer.text + (answer.text.hasSuffix("\n") ? "" : "\n")
        }
        kept[name] = Normalizer.clean(text)
        order.append(name)
    }

    private func pretty(_ json: JSON) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(json)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}

extension Wire.Answer {
    /// A text of the answer's JSON, by the names that lead to it: `summary.id`, `items.0.id`.
    func text(_ path: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
        let found = path.split(separator: ".").reduce(json as JSON?) { json, name in
            Int(name).map { json?[$0] } ?? json?[String(name)]
        }
        return try #require(found?.string, "\(path) in \(text)", sourceLocation: sourceLocation)
    }
}

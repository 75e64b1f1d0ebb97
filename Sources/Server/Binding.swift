import API
import Domain
import FoundationEssentials
import HTTPListener

/// An endpoint tied to what answers it.
struct Binding: Sendable {
    let shape: EndpointShape
    /// Which threads run it.
    let lane: Lane
    let answer: @Sendable (Call) throws -> HTTPResponse
}

/// Messages in, messages out.
func bind<Input: Message, Output: Message>(
    _ endpoint: Endpoint<Input, Output>, lane: Lane = .worker,
    _ handler: @escaping @Sendable (Call, Input) throws -> Output
) -> Binding {
    Binding(shape: endpoint.shape, lane: lane) { call in
        let output = try handler(call, try decode(Input.self, from: call.request))
        return try respond(output, status: endpoint.shape.status)
    }
}

/// A handler that makes its whole response itself: bytes, text, streams.
func bind<Input: Message, Output: Message>(
    raw endpoint: Endpoint<Input, Output>, lane: Lane = .worker,
    _ handler: @escaping @Sendable (Call) throws -> HTTPResponse
) -> Binding {
    Binding(shape: endpoint.shape, lane: lane, answer: handler)
}

private func decode<Input: Message>(_ type: Input.Type, from request: HTTPRequest) throws -> Input {
    if let nothing = Nothing() as? Input { return nothing }
    guard case .bytes(let bytes) = request.body, !bytes.isEmpty else {
        throw Failure(.badRequest, "this request needs a JSON body (\(MessageSchema.componentName(type)))")
    }
    do {
        return try JSONDecoder().decode(type, from: Data(bytes))
    } catch {
        throw Failure(
            .badRequest,
            "the body is not a valid \(MessageSchema.componentName(type)): \(JSON.reason(error, in: bytes))")
    }
}

func respond(_ output: some Message, status: Int) throws -> HTTPResponse {
    if output is Nothing { return HTTPResponse(status: status) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    if let document = output as? OpenAPIDocument {
        return .json([UInt8](try encoder.encode(document.document)), status: status)
    }
    return .json([UInt8](try encoder.encode(output)), status: status)
}

extension HTTPResponse {
    static func json(_ bytes: [UInt8], status: Int = 200) -> HTTPResponse {
        HTTPResponse(status: status, headers: [HTTPField("Content-Type", "application/json")], body: .bytes(bytes))
    }

    static func text(_ text: String, type: String = "text/plain; charset=utf-8") -> HTTPResponse {
        HTTPResponse(status: 200, headers: [HTTPField("Content-Type", type)], body: .bytes(Array(text.utf8)))
    }
}

import Domain

/// OpenAPI 3.1 of the endpoint table.
package enum OpenAPI {
    package static func document(version: String) -> JSON {
        var schemas = MessageSchema()
        var paths: [String: [String: JSON]] = [:]
        for shape in Endpoints.all {
            paths[shape.path, default: [:]][shape.method.rawValue.lowercased()] = operation(shape, &schemas)
        }
        let problem = schemas.reference(to: Problem9457.self)
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Countersign", "version": .string(version),
                "description": "Shared task templates for AI agents: dispatched, reviewed, countersigned.",
            ],
            "paths": .object(paths.mapValues { .object($0) }),
            "components": [
                "schemas": .object(schemas.components),
                "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
                "responses": [
                    "Problem": [
                        "description": "A refusal (RFC 9457) with a stable code.",
                        "content": ["application/problem+json": ["schema": problem]],
                    ]
                ],
            ],
        ]
    }

    private static func operation(_ shape: EndpointShape, _ schemas: inout MessageSchema) -> JSON {
        var operation: [String: JSON] = [
            "operationId": .string(shape.name), "summary": .string(shape.summary), "tags": [.string(tag(shape))],
            "parameters": .array(parameters(shape)),
            "responses": [
                String(shape.status): answer(shape, &schemas), "default": ["$ref": "#/components/responses/Problem"],
            ],
        ]
        if shape.access != .anyone { operation["security"] = [["token": []]] }
        if let body = content(shape.input, &schemas) {
            operation["requestBody"] = ["required": true, "content": body]
        }
        return .object(operation)
    }

    private static func answer(_ shape: EndpointShape, _ schemas: inout MessageSchema) -> JSON {
        var answer: [String: JSON] = ["description": .string(shape.summary)]
        if let content = content(shape.output, &schemas) { answer["content"] = content }
        return .object(answer)
    }

    private static func content(_ type: any Message.Type, _ schemas: inout MessageSchema) -> JSON? {
        switch type {
        case is Nothing.Type: nil
        case is RawBytes.Type: ["application/octet-stream": [:]]
        case is PlainText.Type: ["text/plain": ["schema": ["type": "string"]]]
        case is GitBody.Type: ["application/x-git-upload-pack-result": [:]]
        case is EventStreamBody.Type: ["text/event-stream": ["schema": ["type": "string"]]]
        case is OpenAPIDocument.Type: ["application/json": ["schema": ["type": "object"]]]
        default: ["application/json": ["schema": schemas.reference(to: type)]]
        }
    }

    private static func parameters(_ shape: EndpointShape) -> [JSON] {
        func parameter(_ name: String, _ place: String, _ required: Bool, _ summary: String) -> JSON {
            [
                "name": .string(name), "in": .string(place), "required": .bool(required),
                "description": .string(summary), "schema": ["type": "string"],
            ]
        }
        let path = shape.path.split(separator: "/").filter { $0.hasPrefix("{") }.map {
            parameter(String($0.dropFirst().dropLast()), "path", true, "From the path.")
        }
        let query = shape.query.map { parameter($0.name, "query", $0.isRequired, $0.summary) }
        let key =
            shape.repetition == .natural
            ? []
            : [parameter("Idempotency-Key", "header", true, "1 to 128 characters; repeat it to repeat the answer.")]
        return path + query + key
    }

    private static func tag(_ shape: EndpointShape) -> String {
        String(shape.name.split(separator: "_").first ?? "")
    }
}

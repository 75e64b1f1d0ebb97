import API
import APIClient
import Domain
import FoundationEssentials

/// `countersign api`
enum RawCall {
    static let method = Argument("METHOD", "GET, POST, PUT or DELETE.")
    static let path = Argument("PATH", "The path, such as /v1/me; {team} becomes your team.")
    static let input = Option<String>("input", "FILE", "Send this file as the body; - is standard input.")

    static let command = Command(
        "api", "Call the service's API directly.",
        description: """
            For what has no command. The answer is printed as it came. Changes carry a fresh Idempotency-Key. \
            /v1/openapi.json describes the API.
            """,
        arguments: [method, path], options: [input],
        examples: [
            Example("countersign api GET /v1/openapi.json", "The API's own description."),
            Example("countersign api GET '/v1/teams/{team}/runs?state=error'", "A list with a filter."),
            Example(
                "echo '{\"reason\": \"tested\"}' | countersign api POST /v1/teams/{team}/runs/RUN/cancel --input -",
                "A change."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        guard let method = Method(rawValue: invocation[method].uppercased()) else {
            throw UsageFailure("METHOD must be one of \(Method.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        var path = invocation[path]
        guard path.hasPrefix("/"), path.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw UsageFailure("PATH must begin with / and be percent-encoded")
        }
        if path.contains("{team}") {
            path = path.replacing("{team}", with: PercentEncoding.encode(try invocation.team()))
        }
        let body = try invocation[input].map { try LocalFile.read($0, invocation) }
        let client = try invocation.client()
        let response = try invocation.working("Asking \(client.server.text)") {
            try client.raw(method, path, body: body)
        }
        try invocation.terminal.write(printable(response, invocation))
    }

    /// At a terminal JSON is laid out, and nothing is obeyed; elsewhere the bytes are as they came.
    private static func printable(_ response: TransportResponse, _ invocation: Invocation) throws -> [UInt8] {
        guard invocation.terminal.isOutputTerminal else { return response.body }
        if let json = try? JSON(bytes: response.body) { return Array((try JSONText.pretty(json) + "\n").utf8) }
        return Array(Text(block: String(decoding: response.body, as: UTF8.self)).plain.utf8)
    }
}

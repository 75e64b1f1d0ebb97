import API
import APIClient
import Domain
import Synchronization

/// One use of one command: what was typed, for whom, and the ways to ask the service and to answer the person.
package struct Invocation: Sendable {
    package let terminal: any Terminal
    package let table: CommandTable
    let parsed: ParsedArguments
    let connect: Connect

    /// Makes the transport to a service, with a token or none.
    package typealias Connect = @Sendable (ServerAddress, _ token: String?) throws -> any Transport

    // What was typed. The parser has refused command lines in which a needed word is missing or a value cannot be read.

    package subscript(_ argument: Argument) -> String { parsed.arguments[argument.shape.name]?.first ?? "" }
    package subscript(_ argument: OptionalArgument) -> String? { parsed.arguments[argument.shape.name]?.first }
    package subscript(_ arguments: SeveralArguments) -> [String] { parsed.arguments[arguments.shape.name] ?? [] }
    package subscript(_ arguments: AnyArguments) -> [String] { parsed.arguments[arguments.shape.name] ?? [] }
    package subscript(_ flag: Flag) -> Bool { parsed.options[flag.shape.name] != nil }
    package subscript<Value>(_ option: Option<Value>) -> Value? {
        parsed.options[option.shape.name]?.last.flatMap(Value.read)
    }
    package subscript<Value>(_ option: RepeatedOption<Value>) -> [Value] {
        (parsed.options[option.shape.name] ?? []).compactMap(Value.read)
    }
    package subscript<Value>(_ option: RequiredOption<Value>) -> Value {
        get throws {
            guard let value = parsed.options[option.shape.name]?.last.flatMap(Value.read) else {
                throw UsageFailure("\(option.shape.usage) is missing")
            }
            return value
        }
    }

    // What holds.

    package func settings() throws -> Settings { try Settings(parsed, terminal.environment) }

    /// The team that is meant. Throws a usage failure that says how to name one.
    package func team() throws -> String {
        guard let team = try settings().team else {
            throw UsageFailure(
                "which team? Use --team TEAM, COUNTERSIGN_TEAM, or `countersign team use TEAM` once; what waits for operators is "
                    + "in `countersign inbox --team installation`")
        }
        return team
    }

    /// `path` with the team.
    package func teamPath(_ path: [String: String] = [:]) throws -> [String: String] {
        path.merging(["team": try team()]) { given, _ in given }
    }

    // The service.

    package func client() throws -> Client {
        let settings = try settings()
        guard let token = settings.token else {
            throw Failure(.notAuthenticated, "you are not logged in to \(settings.server): run `countersign login`")
        }
        return try client(settings.server, token: token)
    }

    package func client(_ server: ServerAddress, token: String?) throws -> Client {
        try Client.check(server, allowsInsecure: self[GlobalOptions.insecure])
        let terminal = terminal
        return Client(
            server: server, transport: try connect(server, token), pause: { terminal.pause(milliseconds: $0) })
    }

    /// One call, with a sign of progress when it takes long.
    package func call<Input: Message, Output: Message>(
        _ endpoint: Endpoint<Input, Output>, path: [String: String] = [:], query: [(String, String)] = [], _ body: Input
    ) throws -> Output {
        let client = try client()
        return try working("Asking \(client.server)") {
            try client.call(endpoint, path: path, query: query, body)
        }
    }

    package func call<Output: Message>(
        _ endpoint: Endpoint<Nothing, Output>, path: [String: String] = [:], query: [(String, String)] = []
    ) throws -> Output {
        try call(endpoint, path: path, query: query, Nothing())
    }

    /// Shows that something is being done once it takes more than a second, at a terminal.
    package func working<Result>(_ what: Text, _ work: () throws -> Result) throws -> Result {
        guard terminal.isErrorTerminal, !self[GlobalOptions.quiet] else { return try work() }
        let progress = try Progress(what, on: terminal)
        defer { progress.stop() }
        return try work()
    }
}

import Domain

/// One line that an agent wrote to the socket.
enum AgentRequest: Equatable {
    case say(String)
    case ask(question: String, options: [String], timeoutSeconds: Int?)
    case act(action: String, arguments: JSON, claim: String)

    static let lineLimitBytes = 256 << 10

    /// Throws `badRequest` that says what is missing.
    init(line: [UInt8]) throws {
        guard let members = try JSON(bytes: line).object else {
            throw Self.refusal("a request is a JSON object on one line")
        }
        switch members["do"]?.string {
        case "say": self = .say(try Self.text("text", members))
        case "ask":
            self = .ask(
                question: try Self.text("question", members), options: try Self.options(members),
                timeoutSeconds: try Self.timeout(members))
        case "act":
            let arguments = members["arguments"] ?? [:]
            guard arguments.object != nil else { throw Self.refusal("`arguments` must be an object") }
            let claim = try members["claim"].map { _ in try Self.text("claim", members, mayBeEmpty: true) }
            self = .act(action: try Self.text("action", members), arguments: arguments, claim: claim ?? "")
        case .some(let other): throw Self.refusal("`do` is `\(other.prefix(40))`; it must be say, ask or act")
        case nil: throw Self.refusal("`do` is missing; it must be say, ask or act")
        }
    }

    private static func text(_ name: String, _ members: [String: JSON], mayBeEmpty: Bool = false) throws(Failure)
        -> String
    {
        guard let text = members[name]?.string, mayBeEmpty || !text.isEmpty else {
            throw refusal("`\(name)` must be a text" + (mayBeEmpty ? "" : " that is not empty"))
        }
        return text
    }

    private static func options(_ members: [String: JSON]) throws(Failure) -> [String] {
        guard let options = members["options"] else { return [] }
        guard let texts = options.array?.compactMap(\.string), texts.count == options.array?.count else {
            throw refusal("`options` must be a list of texts")
        }
        return texts
    }

    private static func timeout(_ members: [String: JSON]) throws(Failure) -> Int? {
        guard let value = members["timeout_seconds"] else { return nil }
        guard let seconds = value.integer, (1...3600).contains(seconds) else {
            throw refusal("`timeout_seconds` must be a whole number from 1 to 3600")
        }
        return Int(seconds)
    }

    private static func refusal(_ what: String) -> Failure { Failure(.badRequest, what) }
}

import Domain
import Glibc

/// What an agent says it used: a JSON object that it leaves at `COUNTERSIGN_USAGE`, each member optional:
/// `{"model": "…", "input_tokens": 0, "output_tokens": 0, "turns": 0, "cost_dollars": 0.0}`.
package enum UsageFile {
    private static let limitBytes = 64 << 10
    private static let names = ["model", "input_tokens", "output_tokens", "turns", "cost_dollars"]

    /// Nil if there is no such file, or nothing in it. Throws what is wrong with it.
    package static func read(_ path: String) throws -> ClaimedUsage? {
        guard let bytes = try bytes(path) else { return nil }
        let json: JSON
        do {
            json = try JSON(bytes: bytes)
        } catch {
            throw refusal(JSON.reason(error))
        }
        guard let members = json.object else { throw refusal("it is no JSON object") }
        if let unknown = members.keys.sorted().first(where: { !names.contains($0) }) {
            throw refusal("there is no `\(unknown.prefix(40))`; it may say \(names.joined(separator: ", "))")
        }
        let usage = ClaimedUsage(
            model: try value("model", members, "a text") { $0.string },
            inputTokens: try value("input_tokens", members, "a whole number") { $0.integer },
            outputTokens: try value("output_tokens", members, "a whole number") { $0.integer },
            turns: try value("turns", members, "a whole number") { $0.integer },
            costMicrodollars: try value("cost_dollars", members, "a number of dollars", microdollars))
        do {
            try usage.check()
        } catch {
            throw refusal(error.message)
        }
        return usage.isEmpty ? nil : usage
    }

    private static func value<Value>(
        _ name: String, _ members: [String: JSON], _ kind: String, _ read: (JSON) -> Value?
    ) throws -> Value? {
        guard let member = members[name], member != .null else { return nil }
        guard let value = read(member) else { throw refusal("`\(name)` must be \(kind)") }
        return value
    }

    private static func microdollars(_ json: JSON) -> Int64? {
        json.double.flatMap { Int64(exactly: ($0 * 1_000_000).rounded()) }
    }

    /// Only a plain file: an agent may leave anything there.
    private static func bytes(_ path: String) throws -> [UInt8]? {
        let file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        if file < 0 && errno == ENOENT { return nil }
        guard file >= 0 else { throw refusal(String(cString: strerror(errno))) }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { throw refusal("it is no plain file") }
        guard facts.st_size <= limitBytes else { throw refusal("it has more than \(limitBytes) bytes") }
        var bytes = [UInt8](repeating: 0, count: limitBytes)
        let count = Glibc.read(file, &bytes, bytes.count)
        guard count >= 0 else { throw refusal(String(cString: strerror(errno))) }
        return Array(bytes[..<count])
    }

    private static func refusal(_ what: String) -> Failure {
        Failure(.invalidInput, "what the agent says it used is not recorded: usage.json: \(what)")
    }
}

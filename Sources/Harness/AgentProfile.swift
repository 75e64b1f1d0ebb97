import Domain
import FoundationEssentials

/// How a runner starts its agent: chosen by whoever starts the runner, never by a template or a run.
package struct AgentProfile: Sendable, Equatable {
    package let name: String
    /// Of the agent, in the words of whoever started the runner; nil: not told.
    package let version: String?
    /// Nil: the template's own `scripts/run`.
    package let command: [String]?
    package let environment: [String: String]

    package init(name: String, version: String? = nil, command: [String]?, environment: [String: String] = [:]) {
        self.name = name
        self.version = version
        self.command = command
        self.environment = environment
    }

    /// Built in: the template does its work by itself, without a model.
    package static let script = AgentProfile(name: "script", command: nil)

    /// By which runs are told apart: `writer 0.86`.
    package var harness: String { version.map { "\(name) \($0)" } ?? name }

    private struct File: Decodable {
        struct Entry: Decodable {
            let version: String?
            let command: [String]
            let environment: [String: String]?
        }
        let profiles: [String: Entry]
    }

    /// The profile of this name in a profiles file:
    /// `{"profiles": {"name": {"command": ["…"], "environment": {…}, "version": "…"}}}`.
    package static func read(_ name: String, inProfiles json: [UInt8], of path: String) throws(Failure) -> AgentProfile
    {
        func refusal(_ what: String) -> Failure { Failure(.badRequest, "\(path): \(what)") }
        let file: File
        do {
            file = try JSONDecoder().decode(File.self, from: Data(json))
        } catch {
            throw refusal("not a profiles file: \(JSON.reason(error))")
        }
        guard let entry = file.profiles[name] else {
            let known = file.profiles.keys.sorted().joined(separator: ", ")
            throw refusal("no profile `\(name)`; there are: \(known)")
        }
        guard entry.command.first?.isEmpty == false else {
            throw refusal("profile `\(name)` needs a command: a program and its arguments")
        }
        let environment = entry.environment ?? [:]
        if let reserved = environment.keys.sorted().first(where: { $0.hasPrefix("COUNTERSIGN_") }) {
            throw refusal("profile `\(name)` sets \(reserved), which only the runner may")
        }
        guard environment.keys.allSatisfy({ !$0.isEmpty && !$0.contains("=") }) else {
            throw refusal("profile `\(name)` has an environment variable without a name, or with `=` in it")
        }
        let profile = AgentProfile(
            name: name, version: entry.version, command: entry.command, environment: environment)
        do {
            try ClaimedUsage.check(name: profile.harness, of: "profile `\(name)` with its version")
        } catch {
            throw refusal(error.message)
        }
        return profile
    }
}

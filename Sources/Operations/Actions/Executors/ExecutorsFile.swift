import Domain
import Formats
import FoundationEssentials

/// The server's file of executors, in YAML:
///
///     executors:
///       git-branch:
///         kind: git-branch
///         repositories: [/srv/git/notes.git, "/srv/git/teams/**"]
///       notify:
///         kind: command
///         command: [/usr/local/bin/notify, --quiet]
///         timeout_seconds: 30
///         environment: {NOTIFY_CHANNEL: releases}
///
/// It stands beside the service's configuration and is written by its operator: no team can add to it.
package enum ExecutorsFile {
    private enum Kind: String, CaseIterable {
        case gitBranch = "git-branch"
        case command
    }

    /// Reads the file at this path. Throws `invalid_input` that says what is wrong, with line and column.
    package static func load(path: String) throws -> Executors {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure(.invalidInput, "the file of executors \(path) cannot be read")
        }
        do {
            return try read([UInt8](data), file: path)
        } catch {
            throw error.failure(.invalidInput)
        }
    }

    static func read(_ bytes: [UInt8], file: String) throws(Problems) -> Executors {
        let problems = ProblemCollector(file: file)
        let root = try parse(bytes, file: file, problems)
        var executors: [String: any Executor] = [:]
        if let root,
            let node = MappingReader(root, "the file", keys: ["executors"], problems: problems)?.node("executors")
        {
            if node.mapping == nil { problems.report("executors must be a mapping from names", at: node) }
            for entry in node.mapping ?? [] { executors[entry.name] = executor(entry, problems) }
        }
        if let found = Problems(problems.problems) { throw found }
        return Executors(executors)
    }

    private static func parse(
        _ bytes: [UInt8], file: String, _ problems: ProblemCollector
    ) throws(Problems) -> YAMLNode? {
        do {
            return try YAML.parse(bytes, file: file)
        } catch {
            problems.report(error.message, line: error.line, column: error.column)
            return nil
        }
    }

    private static func executor(_ entry: YAMLPair, _ problems: ProblemCollector) -> (any Executor)? {
        let keys = ["kind", "repositories", "command", "timeout_seconds", "environment"]
        guard let reader = MappingReader(entry.value, "the executor \(entry.name)", keys: keys, problems: problems),
            let kind = reader.word("kind", of: Kind.self)
        else { return nil }
        switch kind {
        case .gitBranch: return gitBranch(reader)
        case .command: return command(reader)
        }
    }

    private static func gitBranch(_ reader: MappingReader) -> GitBranchExecutor? {
        guard let repositories = reader.strings("repositories") else { return nil }
        for pattern in repositories where !pattern.hasPrefix("/") {
            reader.problems.report("repositories are absolute paths, such as /srv/git/*.git", at: reader.node)
        }
        return GitBranchExecutor(repositories: repositories)
    }

    private static func command(_ reader: MappingReader) -> CommandExecutor? {
        let timeout = reader.optionalInteger("timeout_seconds", in: 1...3600) ?? 60
        var environment: [String: String] = [:]
        for pair in reader.optionalNode("environment")?.mapping ?? [] {
            environment[pair.name] = reader.text(pair.value, pair.name)
        }
        guard let command = reader.strings("command"), let program = command.first else {
            reader.problems.report("command must name a program", at: reader.node)
            return nil
        }
        return CommandExecutor(
            program: program, arguments: Array(command.dropFirst()), environment: environment,
            deadlineSeconds: Int(timeout))
    }
}

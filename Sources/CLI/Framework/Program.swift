import APIClient
import Domain

/// The whole command line: finds the command, reads its words, runs it, tells how it ended.
package struct Program: Sendable {
    private let table: CommandTable
    private let terminal: any Terminal
    private let connect: Invocation.Connect

    package init(
        table: CommandTable = .all, terminal: any Terminal,
        connect: @escaping Invocation.Connect = { _, token in try HTTPTransport(token: token) }
    ) {
        self.table = table
        self.terminal = terminal
        self.connect = connect
    }

    /// `words` without the program's own name.
    package func run(_ words: [String]) -> ExitCode {
        do {
            return try dispatch(words)
        } catch is OutputClosed {
            return .ok
        } catch {
            return .failed
        }
    }

    private func dispatch(_ words: [String]) throws -> ExitCode {
        let resolved: CommandTable.Resolved
        do throws(UsageFailure) {
            resolved = try table.resolve(words)
        } catch {
            terminal.writeError("countersign: \(Text(error.message).plain)\nTry `countersign help`.\n")
            return .usage
        }
        switch resolved {
        case .overview(let isAsked):
            try terminal.write(Array(HelpText.overview(table).utf8))
            return isAsked ? .ok : .usage
        case .group(let group, let isAsked):
            let help = HelpText.group(group)
            if isAsked { try terminal.write(Array(help.utf8)) } else { terminal.writeError(help) }
            return isAsked ? .ok : .usage
        case .command(let path, let command, let rest):
            return try run(command, path, rest)
        }
    }

    private func run(_ command: Command, _ path: String, _ words: [String]) throws -> ExitCode {
        do {
            let parsed = try ArgumentParser.parse(
                words, arguments: command.arguments.map(\.shape),
                options: (command.options + GlobalOptions.all).map(\.shape))
            if parsed.options["help"] != nil {
                try terminal.write(Array(HelpText.command(path, command).utf8))
                return .ok
            }
            try command.run(Invocation(terminal: terminal, table: table, parsed: parsed, connect: connect))
            return .ok
        } catch let end as Ended {
            return end.status
        } catch let error as OutputClosed {
            throw error
        } catch let error as UsageFailure {
            let usage = HelpText.usage(path, command)
            terminal.writeError(
                "countersign: \(Text(error.message).plain)\nUsage: \(usage)\nMore: countersign \(path) --help\n")
            return .usage
        } catch let failure as Failure {
            terminal.writeError(FailureText.text(failure))
            return ExitCode(failure.code.kind)
        } catch {
            terminal.writeError("countersign: \(Text(String(describing: error)).plain)\n")
            return .failed
        }
    }
}

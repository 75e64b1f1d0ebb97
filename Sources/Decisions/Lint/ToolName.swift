/// A tool as templates write it: `Bash(git log:*)` is the tool `Bash` with a pattern.
struct ToolName {
    let name: String
    /// Empty: without one.
    let pattern: String

    init(_ text: String) {
        name = String(text.prefix { $0 != "(" })
        let rest = text.dropFirst(name.count + 1)
        pattern = String(rest.last == ")" ? rest.dropLast() : rest)
    }

    private static let shells: Set<String> = ["bash", "shell", "terminal", "execute", "powershell"]

    var runsCommands: Bool { Self.shells.contains(name.lowercased()) }

    /// Whether it stands for all tools: `*`, `mcp__*`.
    var isEveryTool: Bool {
        let rest = name.hasPrefix("mcp__") ? name.dropFirst(5) : name[...]
        return rest.contains("*") && rest.allSatisfy { "*_".contains($0) }
    }

    /// Whether it can do anything.
    var isWide: Bool { isEveryTool || (runsCommands && allowsAnyCommand) }

    /// The program that a pattern allows, whoever starts it; nil if it allows any.
    var commandName: String? { command.first.map(Self.program) }

    // MARK: Commands

    /// Programs that start the program which their arguments name.
    private static let launchers: Set<String> = [
        "sudo", "su", "doas", "env", "nohup", "nice", "time", "timeout", "xargs", "exec", "command", "eval", "setsid",
        "busybox",
    ]
    /// Programs that run whatever program text they are given.
    private static let interpreters: Set<String> = [
        "sh", "bash", "zsh", "dash", "ksh", "fish", "pwsh", "powershell", "python", "node", "deno", "bun", "ruby",
        "perl",
        "php", "lua", "awk", "gawk", "osascript", "npx", "uvx", "bunx", "ssh", "docker",
    ]
    private static let codeOptions: Set<String> = ["-c", "-e", "--eval", "-r"]

    /// The words before the first star.
    private var words: [Substring] {
        pattern.prefix { $0 != "*" }.split { " :".contains($0) }
    }

    /// Without what only starts it.
    private var command: ArraySlice<Substring> {
        words.drop { word in
            Self.launchers.contains(Self.program(word)) || Self.isOption(word) || word.contains("=")
                || word.allSatisfy(\.isNumber)
        }
    }

    private var allowsAnyCommand: Bool {
        let command = command
        guard let first = command.first else { return words.isEmpty || pattern.contains("*") }
        guard pattern.contains("*"), Self.interpreters.contains(Self.program(first)) else { return false }
        let arguments = command.dropFirst()
        return arguments.allSatisfy(Self.isOption)
            || arguments.first.map { Self.codeOptions.contains(String($0)) } == true
    }

    private static func isOption(_ word: Substring) -> Bool { word.hasPrefix("-") }

    /// `/usr/bin/python3.11` is `python`.
    private static func program(_ word: Substring) -> String {
        let name = word.split(separator: "/").last ?? word
        return String(name.reversed().drop { $0.isNumber || $0 == "." }.reversed())
    }
}

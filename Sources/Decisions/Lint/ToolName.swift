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
    var isWide: Bool { isEveryTool || (runsCommands && allowsAnyCommand) || (opensFiles && paths.isWholeHost) }

    /// Whether a shell would take the pattern for more than one command, or send its output elsewhere.
    var hasOperator: Bool {
        guard runsCommands else { return false }
        // What single quotes close in is text to a shell.
        let parts = pattern.split(separator: "'", omittingEmptySubsequences: false)
        let bare =
            parts.count.isMultiple(of: 2)
            ? parts : parts.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
        return bare.contains { part in part.contains { ";&|<>`\n".contains($0) } || part.contains("$(") }
    }

    // MARK: Files

    private static let writers: Set<String> = ["write", "edit", "multiedit", "notebookedit"]
    private static let readers: Set<String> = ["read", "glob", "grep", "ls", "notebookread"]

    var writesFiles: Bool { Self.writers.contains(name.lowercased()) }
    private var opensFiles: Bool { writesFiles || Self.readers.contains(name.lowercased()) }

    /// Of a tool that opens files.
    var paths: PathPattern { PathPattern(pattern) }

    /// The program that a pattern allows, whoever starts it; nil if it allows any.
    var commandName: String? { command.first.map(Self.program) }

    // MARK: Commands

    /// Programs that start the program which their arguments name.
    private static let launchers: Set<String> = [
        "sudo", "su", "doas", "env", "nohup", "nice", "time", "timeout", "xargs", "exec", "command", "eval", "setsid",
        "busybox", "parallel", "watch", "script",
    ]
    /// Programs with a subcommand that starts the program which its arguments name.
    private static let startingSubcommands: [String: Set<String>] = [
        "uv": ["run"], "npm": ["exec", "x"], "pnpm": ["dlx", "exec"], "yarn": ["dlx", "exec"], "pipx": ["run"],
        "poetry": ["run"], "pipenv": ["run"], "bundle": ["exec"], "bun": ["x", "run"], "deno": ["run", "eval"],
        "docker": ["run", "exec"], "podman": ["run", "exec"], "kubectl": ["run", "exec"], "go": ["run"],
        "nix": ["run", "shell"],
    ]
    /// Programs that start any other by some option or command of theirs, wherever it stands.
    private static let escapes: Set<String> = ["find", "vi", "vim", "nvim", "emacs", "psql", "mysql"]
    /// Programs that do anything until the first argument says what: with an alias, a recipe.
    private static let manyHanded: Set<String> = ["git", "make"]
    /// Programs that run whatever program text they are given.
    private static let interpreters: Set<String> = [
        "sh", "bash", "zsh", "dash", "ksh", "fish", "pwsh", "powershell", "python", "node", "deno", "bun", "ruby",
        "perl",
        "php", "lua", "awk", "gawk", "osascript", "npx", "uvx", "bunx", "ssh", "docker",
    ]
    private static let codeOptions: Set<String> = ["-c", "-e", "--eval", "-r"]

    /// What only reads, whoever starts it, or is the template's own: all that a draft needs.
    var staysInside: Bool {
        let started = words.prefix(words.count - command.count).map(Self.program)
        guard !started.contains(where: Self.elevators.contains), let first = command.first else { return false }
        if Self.isOwn(first) { return true }
        let arguments = command.dropFirst()
        let program = Self.program(first)
        if Self.interpreters.contains(program), let script = arguments.first { return Self.isOwn(script) }
        return ReadingCommand.covers(program, Array(arguments))
    }

    /// Launchers that also raise what may be done, or give it to a shell.
    private static let elevators: Set<String> = ["sudo", "su", "doas", "eval", "parallel", "watch", "script"]

    /// A path in the template's folder.
    private static func isOwn(_ word: Substring) -> Bool {
        word.contains("/") && !"/~".contains(word.first ?? "/") && !word.contains("..") && !word.contains("$")
    }

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
        guard pattern.contains("*") else { return false }
        let (program, arguments) = (Self.program(first), command.dropFirst())
        if Self.escapes.contains(program) || Self.startsAny(program, arguments) { return true }
        if Self.manyHanded.contains(program) { return arguments.allSatisfy(Self.isOption) }
        guard Self.interpreters.contains(program) else { return false }
        return arguments.allSatisfy(Self.isOption)
            || arguments.first.map { Self.codeOptions.contains(String($0)) } == true
    }

    /// Whether a subcommand starts what comes behind it, and that can be anything.
    private static func startsAny(_ program: String, _ arguments: ArraySlice<Substring>) -> Bool {
        let rest = arguments.drop(while: isOption)
        guard let name = rest.first, startingSubcommands[program]?.contains(String(name)) == true else { return false }
        let started = rest.dropFirst().joined(separator: " ")
        return started.isEmpty || ToolName("Bash(\(started) *)").allowsAnyCommand
    }

    private static func isOption(_ word: Substring) -> Bool { word.hasPrefix("-") }

    /// `/usr/bin/python3.11` is `python`.
    private static func program(_ word: Substring) -> String {
        let name = word.split(separator: "/").last ?? word
        return String(name.reversed().drop { $0.isNumber || $0 == "." }.reversed())
    }
}

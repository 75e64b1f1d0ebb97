import CLI

extension ReferencePage {
    /// Every command of `countersign`, as its help says it.
    static let commands = ReferencePage(
        "cli.md", title: "Commands",
        """
        `countersign help` says the same at the terminal. Commands are nouns and verbs; what reads takes `--json`.
        """,
        [globalOptions, variables, aliases, exitCodes] + groups)

    private static let globalOptions =
        "## Options of every command\n\n" + options(GlobalOptions.all.map(\.shape))

    private static let variables =
        "## Variables\n\n"
        + Markdown.table(
            ["variable", "means"],
            [
                ["`COUNTERSIGN_SERVER`", "the service, where `--server` names none"],
                ["`COUNTERSIGN_TEAM`", "the team, where `--team` names none"],
                ["`COUNTERSIGN_TOKEN`", "the token, before the one that `login` keeps"],
                [
                    "`COUNTERSIGN_LOGIN_FILE`",
                    "where `login` keeps services, teams and tokens; otherwise `countersign/config.json` in "
                        + "`XDG_CONFIG_HOME` or `~/.config`",
                ],
                ["`NO_COLOR`", "if set, print without colours"],
            ])

    private static let aliases =
        "## Short forms\n\n"
        + CommandTable.all.aliases.sorted { $0.key < $1.key }
        .map { "- `countersign \($0.key)` is `countersign \($0.value.joined(separator: " "))`" }.joined(separator: "\n")

    private static let exitCodes =
        "## Exit codes\n\n"
        + Markdown.table(["code", "means"], ExitCode.allCases.map { [String($0.rawValue), meaning($0)] })

    private static func meaning(_ code: ExitCode) -> String {
        switch code {
        case .ok: "it worked"
        case .failed: "it did not work, or what was checked is not right"
        case .usage: "the command line cannot be understood"
        case .refused: "a rule of the team or of the product says no"
        case .notAllowed: "not logged in, or not entitled"
        case .unavailable: "the service cannot be reached or cannot answer now; trying again may help"
        }
    }

    private static let groups = CommandTable.all.groups.map { group in
        let title = group.noun.isEmpty ? group.summary : "\(Markdown.code(group.noun)): \(group.summary)"
        let commands = group.commands.map { command in
            section(group.noun.isEmpty ? command.name : "\(group.noun) \(command.name)", command)
        }
        return (["## \(title)"] + commands).joined(separator: "\n\n")
    }

    private static func section(_ path: String, _ command: Command) -> String {
        var parts = ["### \(path)", "```\n\(HelpText.usage(path, command))\n```", command.description]
        let arguments = command.arguments.map(\.shape).map { "- \(Markdown.code($0.usage)) \($0.summary)" }
        if !arguments.isEmpty { parts.append(arguments.joined(separator: "\n")) }
        if !command.options.isEmpty { parts.append(options(command.options.map(\.shape))) }
        let examples = command.examples.map { "# \($0.purpose)\n\($0.line)" }
        if !examples.isEmpty { parts.append("```sh\n" + examples.joined(separator: "\n") + "\n```") }
        return parts.joined(separator: "\n\n")
    }

    private static func options(_ shapes: [OptionShape]) -> String {
        shapes.map { shape in
            let names = shape.short.map { "-\($0), \(shape.usage)" } ?? shape.usage
            var line = "- \(Markdown.code(names)) \(shape.summary)"
            if !shape.choices.isEmpty { line += " One of: \(shape.choices.joined(separator: ", "))." }
            if shape.isRepeated { line += " Can be repeated." }
            if shape.isRequired { line += " Required." }
            return line
        }.joined(separator: "\n")
    }
}

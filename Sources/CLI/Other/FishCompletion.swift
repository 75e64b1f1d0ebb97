/// Completions for fish, with summaries.
enum FishCompletion {
    static func script(_ table: CommandTable) -> String {
        var lines = [
            "# Completions for countersign; made by `countersign completion fish`.", "complete -c countersign -f",
        ]
        for group in table.groups {
            let first =
                group.noun.isEmpty ? group.commands.map { ($0.name, $0.summary) } : [(group.noun, group.summary)]
            for (name, summary) in first {
                lines.append("complete -c countersign -n __fish_use_subcommand -a \(name) -d \(quoted(summary))")
            }
            for command in group.commands where !group.noun.isEmpty {
                let isPlace =
                    "__fish_seen_subcommand_from \(group.noun); and "
                    + "not __fish_seen_subcommand_from \(group.commands.map(\.name).joined(separator: " "))"
                lines.append(
                    "complete -c countersign -n '\(isPlace)' -a \(command.name) -d \(quoted(command.summary))")
            }
        }
        for (path, command) in table.commandsWithAliases {
            let words = path.split(separator: " ").map { "__fish_seen_subcommand_from \($0)" }
            for option in command.options.map(\.shape) {
                let short = option.short.map { " -s \($0)" } ?? ""
                let value = option.choices.isEmpty ? " -rF" : " -xa '\(option.choices.joined(separator: " "))'"
                let argument = option.placeholder == nil ? "" : value
                lines.append(
                    "complete -c countersign -n '\(words.joined(separator: "; and "))' -l \(option.name)\(short)\(argument)"
                        + " -d \(quoted(option.summary))")
            }
        }
        for option in GlobalOptions.all.map(\.shape) {
            let value = option.placeholder == nil ? "" : " -x"
            lines.append("complete -c countersign -l \(option.name)\(value) -d \(quoted(option.summary))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }
}

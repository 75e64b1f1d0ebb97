/// Completions for zsh, with summaries.
enum ZshCompletion {
    static func script(_ table: CommandTable) -> String {
        var lines = [
            "#compdef countersign", "# Completions for countersign; made by `countersign completion zsh`.",
            "_countersign() {",
            "    local -a typed choices",
            "    typed=(${${words[2,CURRENT-1]:#-*}:#help})",
            "    case \"${(j: :)typed[1,2]}\" in",
            "        '') choices=(\(first(table)));;",
        ]
        for group in table.groups where !group.noun.isEmpty {
            let verbs = group.commands.map { described($0.name, $0.summary) }.joined(separator: " ")
            lines.append("        '\(group.noun)') choices=(\(verbs));;")
        }
        for (path, command) in table.commandsWithAliases {
            let options = (command.options + GlobalOptions.all).map {
                described("--" + $0.shape.name, $0.shape.summary)
            }
            let pattern = path.contains(" ") ? "'\(path)'" : "'\(path)'|'\(path) '*"
            lines.append("        \(pattern)) choices=(\(options.joined(separator: " ")));;")
        }
        lines += [
            "    esac", "    if (( $#choices )); then _describe 'countersign' choices || _files; else _files; fi", "}",
            "compdef _countersign countersign",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    private static func first(_ table: CommandTable) -> String {
        table.groups.flatMap { group in
            group.noun.isEmpty
                ? group.commands.map { described($0.name, $0.summary) } : [described(group.noun, group.summary)]
        }.joined(separator: " ")
    }

    private static func described(_ name: String, _ summary: String) -> String {
        "'\(name):\(summary.replacing("'", with: "").replacing(":", with: "\\:"))'"
    }
}

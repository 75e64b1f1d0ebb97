/// Completions for bash: one `case` by the words typed so far.
enum BashCompletion {
    static func script(_ table: CommandTable) -> String {
        var lines = [
            "# Completions for countersign; made by `countersign completion bash`.",
            "_countersign() {",
            "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} path='' count=0 i",
            "    for ((i = 1; i < COMP_CWORD && count < 2; i++)); do",
            "        [[ ${COMP_WORDS[i]} == -* || ${COMP_WORDS[i]} == help ]] && continue",
            "        path+=\"${path:+ }${COMP_WORDS[i]}\"; count=$((count + 1))",
            "    done",
            "    case \"$path $before\" in",
        ]
        for (path, command) in table.commands {
            for option in command.options.map(\.shape) where !option.choices.isEmpty {
                lines.append("        \(quoted(path + " --" + option.name))) \(reply(option.choices)) ;;")
            }
        }
        lines += ["    esac", "    case \"$path\" in", "        '') \(reply(table.firstWords)) ;;"]
        for group in table.groups where !group.noun.isEmpty {
            lines.append("        \(quoted(group.noun))) \(reply(group.commands.map(\.name))) ;;")
        }
        for (path, command) in table.commandsWithAliases {
            let options = (command.options + GlobalOptions.all).map { "--" + $0.shape.name }
            // A word without a noun may be followed by anything.
            let pattern = path.contains(" ") ? quoted(path) : "\(quoted(path))|\(quoted(path + " "))*"
            lines.append("        \(pattern)) \(reply(options)) ;;")
        }
        lines += ["    esac", "}", "complete -o default -F _countersign countersign"]
        return lines.joined(separator: "\n") + "\n"
    }

    private static func quoted(_ text: String) -> String { "'\(text)'" }

    private static func reply(_ words: [String]) -> String {
        "COMPREPLY=($(compgen -W '\(words.joined(separator: " "))' -- \"$word\")); return"
    }
}

extension CommandTable {
    /// Every command, also under its short form.
    var commandsWithAliases: [(path: String, command: Command)] {
        let all = commands
        let short = aliases.sorted { $0.key < $1.key }.flatMap { alias in
            all.filter { $0.path == alias.value.joined(separator: " ") }.map { (path: alias.key, command: $0.command) }
        }
        return all + short
    }
}

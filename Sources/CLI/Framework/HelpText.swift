/// Help, from the table alone.
package enum HelpText {
    /// As wide as lines are comfortable to read.
    private static let widthLimit = 90

    package static func overview(_ table: CommandTable) -> String {
        var lines = [
            "Countersign: shared task templates for AI agents; what they deliver is read, what they set off is countersigned.",
            "", "Usage: countersign COMMAND [options]", "",
        ]
        for group in table.groups {
            if group.noun.isEmpty {
                lines += section(group.summary, group.commands.map { ($0.name, $0.summary) }) + [""]
            }
        }
        let nouns = table.groups.filter { !$0.noun.isEmpty }
        lines += section("Commands by what they are about", nouns.map { ($0.noun, $0.summary) }) + [""]
        let aliases = table.aliases.sorted { $0.key < $1.key }
        lines += section("Short forms", aliases.map { ($0.key, "countersign " + $0.value.joined(separator: " ")) })
        lines += ["", "`countersign help NOUN` lists its commands; `countersign help NOUN VERB` explains one."]
        return lines.joined(separator: "\n") + "\n"
    }

    package static func group(_ group: CommandGroup) -> String {
        var lines = [group.summary, "", "Usage: countersign \(group.noun) COMMAND [options]", ""]
        lines += section("Commands", group.commands.map { ($0.name, $0.summary) })
        lines += ["", "`countersign help \(group.noun) COMMAND` explains one, with examples."]
        return lines.joined(separator: "\n") + "\n"
    }

    package static func command(_ path: String, _ command: Command) -> String {
        var lines = [command.summary, "", "Usage: \(usage(path, command))", ""]
        lines += wrapped(command.description, width: widthLimit) + [""]
        if !command.arguments.isEmpty {
            lines += section("Arguments", command.arguments.map { ($0.shape.name, $0.shape.summary) }) + [""]
        }
        if !command.options.isEmpty { lines += section("Options", command.options.map { row($0.shape) }) + [""] }
        lines += section("Options of every command", GlobalOptions.all.map { row($0.shape) }) + [""]
        lines.append("Examples:")
        for example in command.examples { lines += ["  # \(example.purpose)", "  \(example.line)"] }
        return lines.joined(separator: "\n") + "\n"
    }

    /// One line: `countersign run dispatch TEMPLATE [options]`; what cannot be left out is spelled.
    package static func usage(_ path: String, _ command: Command) -> String {
        let required = command.options.map(\.shape).filter(\.isRequired).map(\.usage)
        return (["countersign", path] + command.arguments.map(\.shape.usage) + required + ["[options]"])
            .joined(separator: " ")
    }

    private static func row(_ option: OptionShape) -> (String, String) {
        let short = option.short.map { "-\($0), " } ?? "    "
        var summary = option.summary
        if !option.choices.isEmpty { summary += " One of: \(option.choices.joined(separator: ", "))." }
        if option.isRepeated { summary += " Can be repeated." }
        if option.isRequired { summary += " Required." }
        return (short + option.usage, summary)
    }

    private static func section(_ title: String, _ rows: [(String, String)]) -> [String] {
        let width = rows.map { $0.0.count }.max() ?? 0
        let margin = String(repeating: " ", count: width + 4)
        return ["\(title):"]
            + rows.flatMap { name, summary in
                let name = "  \(name)\(String(repeating: " ", count: width - name.count))  "
                return wrapped(summary, width: widthLimit - margin.count).enumerated().map { index, line in
                    (index == 0 ? name : margin) + line
                }
            }
    }

    private static func wrapped(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty && line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return lines + (line.isEmpty ? [] : [line])
    }
}

import Domain

/// Every command there is, in the order of help.
package struct CommandTable: Sendable {
    package let groups: [CommandGroup]
    /// Short forms: a first word that stands for a noun and a verb.
    package let aliases: [String: [String]]

    package init(groups: [CommandGroup], aliases: [String: [String]] = [:]) {
        self.groups = groups
        self.aliases = aliases
    }

    /// Every command with its whole name, such as `run dispatch`.
    package var commands: [(path: String, command: Command)] {
        groups.flatMap { group in
            group.commands.map { (group.noun.isEmpty ? $0.name : "\(group.noun) \($0.name)", $0) }
        }
    }

    package enum Resolved {
        case overview(isAsked: Bool)
        case group(CommandGroup, isAsked: Bool)
        case command(path: String, Command, rest: [String])
    }

    /// Finds what the first words mean. Options that every command has may stand before them.
    package func resolve(_ words: [String]) throws(UsageFailure) -> Resolved {
        let words = words == ["--version"] ? ["version"] : words
        var (leading, rest) = try CommandTable.leadingOptions(words)
        var asksHelp = leading.contains { $0 == "--help" || $0 == "-h" }
        if rest.first == "help" {
            rest.removeFirst()
            asksHelp = true
            leading.append("--help")
        }
        guard let first = rest.first else { return .overview(isAsked: asksHelp || leading.isEmpty) }
        rest = (aliases[first] ?? [first]) + rest.dropFirst()
        if let command = groups.first(where: { $0.noun.isEmpty })?.commands.first(where: { $0.name == rest[0] }) {
            return .command(path: command.name, command, rest: leading + rest.dropFirst())
        }
        guard let group = groups.first(where: { $0.noun == rest[0] && !$0.noun.isEmpty }) else {
            throw unknown(rest[0], among: firstWords, help: "")
        }
        guard rest.count > 1, !["--help", "-h"].contains(rest[1]) else {
            return .group(group, isAsked: asksHelp || rest.count > 1)
        }
        guard let command = group.commands.first(where: { $0.name == rest[1] }) else {
            throw unknown(
                "\(group.noun) \(rest[1])", among: group.commands.map { "\(group.noun) \($0.name)" }, help: group.noun)
        }
        return .command(path: "\(group.noun) \(command.name)", command, rest: leading + rest.dropFirst(2))
    }

    /// Everything that can be the first word.
    package var firstWords: [String] {
        groups.flatMap { $0.noun.isEmpty ? $0.commands.map(\.name) : [$0.noun] } + aliases.keys.sorted() + ["help"]
    }

    private func unknown(_ name: String, among names: [String], help: String) -> UsageFailure {
        let near = NearestName.of(name, in: names).map { "; did you mean `countersign \($0)`?" } ?? ""
        return UsageFailure("there is no command `\(name)`\(near)")
    }

    private static func leadingOptions(_ words: [String]) throws(UsageFailure) -> ([String], [String]) {
        var leading: [String] = []
        var rest = words[...]
        while let word = rest.first, word.hasPrefix("-"), word != "-" {
            leading.append(rest.removeFirst())
            let name = word.drop { $0 == "-" }
            let option = GlobalOptions.all.map(\.shape).first { $0.name == name && word.hasPrefix("--") }
            if option?.placeholder != nil, let value = rest.popFirst() { leading.append(value) }
        }
        return (leading, Array(rest))
    }
}

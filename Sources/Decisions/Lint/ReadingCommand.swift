/// Commands that change nothing, unless they are given an option that writes. The list is short on purpose: what is not on
/// it is not forbidden, but needs a permission that says what it can do.
enum ReadingCommand {
    private static let programs: Set<String> = [
        "basename", "cat", "cksum", "cmp", "column", "comm", "cut", "date", "df", "diff", "dirname", "du", "echo",
        "egrep",
        "fgrep", "file", "fold", "grep", "head", "hexdump", "id", "jq", "ls", "md5sum", "nl", "od", "paste", "printf",
        "pwd",
        "readlink", "realpath", "rev", "rg", "sha1sum", "sha256sum", "sha512sum", "sort", "stat", "tac", "tail", "test",
        "tr",
        "tree", "uname", "wc", "which", "whoami",
    ]

    /// Of programs that also write: the subcommands that do not.
    private static let subcommands: [String: Phrases] = [
        "git": Phrases([
            "blame", "cat-file", "check-ignore", "cherry", "count-objects", "describe", "diff", "diff-index",
            "diff-tree",
            "for-each-ref", "grep", "log", "ls-files", "ls-tree", "merge-base", "name-rev", "range-diff", "rev-list",
            "rev-parse", "shortlog", "show", "show-ref", "status", "verify-commit", "verify-tag", "version",
        ]),
        "gh": Phrases(
            ["issue", "pr", "release", "repo", "run", "workflow"].flatMap { ["\($0) list", "\($0) view"] }
                + ["pr checks", "pr diff", "pr status", "issue status", "search"]),
        "kubectl": Phrases(["describe", "explain", "get", "logs", "top", "version"]),
        "terraform": Phrases(["output", "show", "validate", "version"]),
        "swift": Phrases(["format lint"]),
    ]

    /// Options of these programs that write a file, set something, or start another program.
    private static let writing: [String: [String]] = [
        "date": ["--set"],
        "file": ["-C", "--compile"],
        "git": ["--config-env", "--exec-path", "--open-files-in-pager", "--output", "-O"],
        "rg": ["--hostname-bin", "--pre"],
        "sort": ["--compress-program", "--output", "-o"],
        "tree": ["--output", "-R", "-o"],
    ]

    static func covers(_ program: String, _ arguments: [Substring]) -> Bool {
        let options = writing[program] ?? []
        if arguments.contains(where: { word in options.contains { isOption($0, word) } }) { return false }
        if programs.contains(program) { return true }
        guard let reading = subcommands[program] else { return false }
        // Before the subcommand it sets what programs git starts.
        if program == "git", arguments.prefix(while: { $0.hasPrefix("-") }).contains("-c") { return false }
        return reading.longest(in: withoutOptions(arguments)[...]) != nil
    }

    /// Whether a word is this option, also shortened, with its value, or in a row of others: `--out=x`, `-ox`, `-uo`.
    private static func isOption(_ option: String, _ word: Substring) -> Bool {
        if option.hasPrefix("--") {
            let name = word.prefix { $0 != "=" }
            return name.count > "--".count && option.hasPrefix(name)
        }
        let isRow = word.hasPrefix("-") && word.dropFirst().allSatisfy(\.isLetter)
        return word.hasPrefix(option) || (isRow && word.hasSuffix(option.dropFirst()))
    }

    /// Options before the subcommand, `-C` with the folder that it names.
    private static func withoutOptions(_ arguments: [Substring]) -> [String] {
        var rest = arguments[...]
        while let option = rest.first, option.hasPrefix("-") { rest = rest.dropFirst(option == "-C" ? 2 : 1) }
        return rest.map(String.init)
    }
}

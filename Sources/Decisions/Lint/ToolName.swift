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
}

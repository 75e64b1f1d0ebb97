/// `countersign completion`
enum Completion {
    static let shell = Argument("SHELL", "bash, zsh or fish.")

    static let command = Command(
        "completion", "Print a completion script for your shell.",
        description: "The script knows every noun, command, option and fixed value of this version.",
        arguments: [shell],
        examples: [
            Example("source <(countersign completion bash)", "Completions in this bash."),
            Example("countersign completion zsh > ~/.zfunc/_countersign", "Keep them for zsh."),
            Example("countersign completion fish > ~/.config/fish/completions/countersign.fish", "Keep them for fish."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let script: String
        switch invocation[shell] {
        case "bash": script = BashCompletion.script(invocation.table)
        case "zsh": script = ZshCompletion.script(invocation.table)
        case "fish": script = FishCompletion.script(invocation.table)
        default: throw UsageFailure("SHELL must be bash, zsh or fish, not `\(invocation[shell])`")
        }
        try invocation.terminal.write(Array(script.utf8))
    }
}

/// `countersign help`: the table answers it before any command runs; this line is its place in help and completions.
enum Help {
    static let command = Command(
        "help", "Explain a noun or a command.",
        description: "Lists everything, the commands of a noun, or one command with its options and examples.",
        arguments: [OptionalArgument("NOUN", "What it is about."), OptionalArgument("VERB", "What is done.")],
        examples: [
            Example("countersign help run", "The commands about runs."),
            Example("countersign help run dispatch", "One command with its examples."),
        ],
        run: { invocation in try invocation.terminal.write(Array(HelpText.overview(invocation.table).utf8)) })
}

/// One command: what it is called, what it takes, what it does. The table of commands, the parser, help and completions
/// are all made from these values.
package struct Command: Sendable {
    package let name: String
    /// One line, for lists of commands.
    package let summary: String
    /// Whole sentences, for the command's own help.
    package let description: String
    package let arguments: [any ArgumentDeclaration]
    package let options: [any OptionDeclaration]
    package let examples: [Example]
    package let run: @Sendable (Invocation) throws -> Void

    package init(
        _ name: String, _ summary: String, description: String, arguments: [any ArgumentDeclaration] = [],
        options: [any OptionDeclaration] = [], examples: [Example], run: @escaping @Sendable (Invocation) throws -> Void
    ) {
        self.name = name
        self.summary = summary
        self.description = description
        self.arguments = arguments
        self.options = options
        self.examples = examples
        self.run = run
    }
}

/// A command line that a reader can copy, and what it is good for.
package struct Example: Sendable {
    package let line: String
    package let purpose: String

    package init(_ line: String, _ purpose: String) {
        self.line = line
        self.purpose = purpose
    }
}

/// The commands about one noun.
package struct CommandGroup: Sendable {
    /// Empty for commands that stand without a noun.
    package let noun: String
    package let summary: String
    package let commands: [Command]

    package init(_ noun: String, _ summary: String, _ commands: [Command]) {
        self.noun = noun
        self.summary = summary
        self.commands = commands
    }
}

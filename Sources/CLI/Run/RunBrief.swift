import API

/// `countersign run brief`
enum RunBrief {
    static let command = Command(
        "brief", "Print the brief that the agent was given.",
        description: "The frozen text, byte for byte. --json adds its digest, its pins and where each line came from.",
        arguments: [RunArgument.run],
        examples: [Example("countersign run brief run_0abc1defghjkmnpq > brief.md", "Keep it.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        try invocation.show(invocation.call(Endpoints.runBrief, path: RunArgument.path(invocation))) { brief in
            try invocation.print(content: brief.text)
        }
    }
}

import API

/// `countersign run archive`
enum RunArchive {
    static let command = Command(
        "archive", "Put a finished run away.",
        description: "Nothing of it is lost; lists of current work leave it out.",
        arguments: [RunArgument.run],
        examples: [Example("countersign run archive run_0abc1defghjkmnpq", "Done with.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let view = try invocation.call(Endpoints.runArchive, path: RunArgument.path(invocation))
        try invocation.confirm(view, "Run \(view.summary.id, .bold) is archived.")
    }
}

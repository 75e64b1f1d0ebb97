import API

/// `countersign run revise`
enum RunRevise {
    static let reason = RequiredOption<String>("reason", short: "m", "TEXT", "What the next version should do better.")

    static let command = Command(
        "revise", "Send a run back to work on its reviewers' findings.",
        description: """
            A new attempt is given the open findings and the reason, and submits a new version of the output. For what a \
            reviewer has sent back, and for what was approved once its approval does not count any more.
            """,
        arguments: [RunArgument.run], options: [reason],
        examples: [Example("countersign run revise run_0abc1defghjkmnpq -m 'see the findings'", "Another version.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let view = try invocation.call(
            Endpoints.runRevise, path: RunArgument.path(invocation), ReasonRequest(reason: invocation[reason]))
        try invocation.confirm(view, "Run \(view.summary.id, .bold) is \(RunText.state(view.summary)).")
    }
}

import API

/// `countersign run cancel`
enum RunCancel {
    static let reason = Option<String>("reason", short: "m", "TEXT", "Why.")

    static let command = Command(
        "cancel", "Stop a run.",
        description: "The agent is stopped at its runner's next sign of life; what it asked for is withdrawn.",
        arguments: [RunArgument.run], options: [reason],
        examples: [Example("countersign run cancel run_0abc1defghjkmnpq -m 'wrong repository'", "Stop a run.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let view = try invocation.call(
            Endpoints.runCancel, path: RunArgument.path(invocation),
            ReasonRequest(reason: invocation[reason] ?? "cancelled from the command line"))
        try invocation.confirm(view, "Run \(view.summary.id, .bold) is \(RunText.state(view.summary)).")
    }
}

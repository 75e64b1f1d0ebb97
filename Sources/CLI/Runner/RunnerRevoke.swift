import API

/// `countersign runner revoke`
enum RunnerRevoke {
    static let runner = Argument("RUNNER", "The runner's id, rnr_….")

    static let command = Command(
        "revoke", "End a runner's token.",
        description: "For admins of the team. The runner can neither claim nor submit any more; its runs go to others.",
        arguments: [runner],
        examples: [Example("countersign runner revoke rnr_0abc1defghjkmnpq", "A host is given back.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        _ = try invocation.call(Endpoints.runnerRevoke, path: invocation.teamPath(["runner": invocation[runner]]))
        try invocation.confirm("Revoked \(invocation[runner], .bold).")
    }
}

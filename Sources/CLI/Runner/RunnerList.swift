import API

/// `countersign runner list`
enum RunnerList {
    static let command = Command(
        "list", "List the team's runners and when they were last seen.",
        description: "A runner that works asks for runs every few seconds, so `SEEN` tells whether it is alive.",
        examples: [Example("countersign runner list", "Which hosts could claim a run.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        try invocation.show(invocation.call(Endpoints.runnerList, path: invocation.teamPath())) { page in
            var table = Table("RUNNER", "NAME", "HOST", "LABELS", "OPERATOR", "SEEN")
            for runner in page.items {
                let seen: Text =
                    runner.revokedAt.map { "\("revoked " + invocation.time($0), .bad)" }
                    ?? "\(runner.lastSeenAt.map(invocation.time) ?? "never")"
                table.add(
                    "\(runner.id, .bold)", "\(runner.name)", "\(runner.host)",
                    "\(runner.labels.joined(separator: ","))", "\(runner.operatorLogin)", seen)
            }
            try invocation.print(table, ifEmpty: "No runners yet: `countersign runner create NAME`.")
        }
    }
}

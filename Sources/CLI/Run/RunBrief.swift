import API

/// `countersign run brief`
enum RunBrief {
    static let verify = Flag("verify", "Compile it again from what the run has pinned, and compare.")

    static let command = Command(
        "brief", "Print the brief that the agent was given.",
        description: """
            The frozen text, byte for byte. --json adds its digest, its pins and where each line came from. --verify has the \
            service compile it again from the pinned template, context and inputs; it exits with 1 if that gives other bytes.
            """,
        arguments: [RunArgument.run], options: [verify],
        examples: [
            Example("countersign run brief run_0abc1defghjkmnpq > brief.md", "Keep it."),
            Example("countersign run brief run_0abc1defghjkmnpq --verify", "Could it be made again?"),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let query = invocation[verify] ? [("verify", "true")] : []
        let brief = try invocation.call(Endpoints.runBrief, path: RunArgument.path(invocation), query: query)
        try invocation.show(brief) { brief in
            guard let recompiled = brief.recompiled else { return try invocation.print(content: brief.text) }
            let answer: Text =
                recompiled == brief.digest
                ? "\("The same bytes", .good), compiled again from its pins: \(recompiled)"
                : "\("Other bytes", .bad): \(brief.digest) was frozen, \(recompiled) is compiled now"
            try invocation.print(answer)
        }
        if let recompiled = brief.recompiled, recompiled != brief.digest { throw Ended(.failed) }
    }
}

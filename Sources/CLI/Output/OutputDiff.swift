import API

/// `countersign output diff`
enum OutputDiff {
    static let from = Option<Int>("from", "N", "The older version; the one before --to if absent.")
    static let to = Option<Int>("to", "N", "The newer version; the latest if absent.")

    static let command = Command(
        "diff", "Show what changed between two versions of an output.",
        description: "Useful after a revision: what the run did about the findings.",
        arguments: [OutputArgument.output], options: [from, to],
        examples: [Example("countersign output diff out_0abc1defghjkmnpq", "The latest against the one before.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let query = try VersionPair.query(
            from: invocation[from], to: invocation[to] ?? OutputArgument.view(invocation).summary.latestVersion,
            isLatest: invocation[to] == nil)
        let path = try OutputArgument.path(invocation)
        try invocation.show(invocation.call(Endpoints.outputDiff, path: path, query: query)) { diff in
            try invocation.print(DiffText.lines(diff))
        }
    }
}

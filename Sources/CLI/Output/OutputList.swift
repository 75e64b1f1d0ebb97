import API

/// `countersign output list`
enum OutputList {
    static let command = Command(
        "list", "List the output repository, newest first.",
        description: "What the team's runs have delivered, and whether it has been reviewed.",
        options: [Paging.limit],
        examples: [Example("countersign output list --limit 10", "The latest ten.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        try invocation.show(invocation.pages(Endpoints.outputList, path: invocation.teamPath())) { page in
            var table = Table("OUTPUT", "TITLE", "REVIEW", "RISK", "VERSION", "RUN", "CREATED")
            for output in page.items {
                table.add(
                    "\(output.id, .bold)", "\(output.title)",
                    output.isTrial ? "\("trial", .dim)" : "\(output.reviewState.rawValue, output.reviewState.style)",
                    "\(output.risk.rawValue, output.risk.style)", "\(output.latestVersion)", "\(output.run)",
                    "\(invocation.time(output.createdAt), .dim)")
            }
            try invocation.print(table, ifEmpty: "No outputs yet.")
            invocation.sayIfMore(page)
        }
    }
}

import API

/// `countersign context history`
enum ContextHistory {
    static let command = Command(
        "history", "List all versions of a layer of the team context.",
        description: "Newest first, with author, who decided, and note. The newest approved version is in force.",
        arguments: [ContextArgument.layer], options: [ContextArgument.project],
        examples: [Example("countersign context history team", "How it came to be.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        try invocation.show(
            invocation.call(
                Endpoints.contextHistory, path: ContextArgument.path(invocation),
                query: ContextArgument.query(invocation))
        ) { page in
            var table = Table("VERSION", "STATE", "AUTHOR", "PROPOSED", "DECIDED BY", "DECIDED", "CONFIRMED", "NOTE")
            for version in page.items {
                table.add(
                    "\(version.number, .bold)", "\(version.state.rawValue)", "\(version.author)",
                    "\(invocation.time(version.createdAt), .dim)", "\(version.decidedBy ?? "")",
                    "\(invocation.time(version.decidedAt), .dim)", "\(invocation.time(version.confirmedAt), .dim)",
                    "\(version.note)")
            }
            guard !page.items.isEmpty else { return try ContextList.saySilence(invocation) }
            try invocation.print(table, ifEmpty: "")
        }
    }
}

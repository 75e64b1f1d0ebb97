import API

/// `countersign context blame`
enum ContextBlame {
    static let command = Command(
        "blame", "Show who stands behind each line of the team context.",
        description: "Each line in force with the version that brought it, who wrote it, who approved it, and when.",
        arguments: [ContextArgument.layer], options: [ContextArgument.project],
        examples: [Example("countersign context blame team", "Who said that, and who agreed?")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        try invocation.show(
            invocation.call(
                Endpoints.contextBlame, path: ContextArgument.path(invocation), query: ContextArgument.query(invocation)
            )
        ) { blame in
            guard !blame.lines.isEmpty else { return try ContextList.saySilence(invocation) }
            var table = Table("LINE", "VERSION", "AUTHOR", "APPROVED BY", "IN FORCE SINCE", "IMPORTED FROM", "TEXT")
            for (index, line) in blame.lines.enumerated() {
                table.add(
                    "\(index + 1, .dim)", "\(line.version)", "\(line.author)", "\(line.approver)",
                    "\(invocation.time(line.at), .dim)", "\(line.source ?? "", .dim)", "\(line.text)")
            }
            // Not cut at the edge of the terminal: this is to be read.
            try invocation.print(table.lines(width: nil))
        }
    }
}

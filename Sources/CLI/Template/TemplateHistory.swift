import API

/// `countersign template history`
enum TemplateHistory {
    static let name = Argument("TEMPLATE", "The template's name.")

    static let command = Command(
        "history", "List all versions of a template.",
        description: "Newest first, with author, publisher and note.",
        arguments: [name],
        examples: [Example("countersign template history release-notes", "How it came to be.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let path = try invocation.teamPath(["template": invocation.wholeTemplate(name)])
        try invocation.show(invocation.call(Endpoints.templateHistory, path: path)) { page in
            var table = Table("VERSION", "STATE", "AUTHOR", "CREATED", "PUBLISHED BY", "DIGEST", "NOTE")
            for version in page.items {
                table.add(
                    "\(version.number, .bold)", "\(version.state.title(isCurrent: version.isCurrent))",
                    "\(version.author)",
                    "\(invocation.time(version.createdAt), .dim)", "\(version.publishedBy ?? "")",
                    "\(version.digest.short, .dim)", "\(version.note)")
            }
            try invocation.print(table, ifEmpty: "No versions.")
        }
    }
}

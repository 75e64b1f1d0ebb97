import API

/// `countersign template list`
enum TemplateList {
    static let published = Flag("published", "Only templates that can be dispatched.")

    static let command = Command(
        "list", "List the team's templates.",
        description: "What can be dispatched is the published version; a later draft waits for somebody to publish it.",
        options: [published, Paging.limit],
        examples: [
            Example("countersign template list", "What the team has, drafts too."),
            Example("countersign template list --published --limit 1000", "What the team delegates."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let query = invocation[published] ? [("published", "true")] : []
        let page = try invocation.pages(Endpoints.templateList, path: invocation.teamPath(), query: query)
        try invocation.show(page) { page in
            var table = Table("TEMPLATE", "AREA", "PUBLISHED", "LATEST", "UPDATED", "DESCRIPTION")
            for template in page.items {
                table.add(
                    "\(template.name, .bold)", "\(template.area)",
                    state(template), "\(template.latest)",
                    "\(invocation.time(template.updatedAt), .dim)", "\(template.description)")
            }
            try invocation.print(
                table,
                ifEmpty: invocation[published]
                    ? "No template is published yet: `countersign template list` shows the drafts."
                    : "No templates yet: `countersign template push PATH`.")
            invocation.sayIfMore(page)
        }
    }

    private static func state(_ template: TemplateView) -> Text {
        if template.isDeprecated {
            return template.pinned.map { "\("\($0), deprecated", .bad), pinned" } ?? "\("deprecated", .bad)"
        }
        let pin = template.pinned == nil ? "" : ", pinned"
        return template.published.map { "\($0, .good)\(pin)" } ?? "\("no", .waiting)"
    }
}

import API

/// `countersign template list`
enum TemplateList {
    static let command = Command(
        "list", "List the team's templates.",
        description: "What can be dispatched is the published version; a later draft waits for somebody to publish it.",
        options: [Paging.limit],
        examples: [Example("countersign template list", "What the team delegates.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        try invocation.show(invocation.pages(Endpoints.templateList, path: invocation.teamPath())) { page in
            var table = Table("TEMPLATE", "AREA", "PUBLISHED", "LATEST", "UPDATED", "DESCRIPTION")
            for template in page.items {
                table.add(
                    "\(template.name, .bold)", "\(template.area)",
                    template.published.map { "\($0, .good)" } ?? "\("no", .waiting)", "\(template.latest)",
                    "\(invocation.time(template.updatedAt), .dim)", "\(template.description)")
            }
            try invocation.print(table, ifEmpty: "No templates yet: `countersign template push PATH`.")
            invocation.sayIfMore(page)
        }
    }
}

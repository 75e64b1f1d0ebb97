import API
import Domain

/// `countersign audit list`
enum AuditList {
    static let subject = Option<String>("subject", "SUBJECT", "Only entries about this, such as run:run_….")

    static let command = Command(
        "list", "List the team's audit entries, oldest first.",
        description: "Who changed what and when. --json gives each entry's canonical text and leaf digest.",
        options: [subject, Paging.limit],
        examples: [
            Example("countersign audit list --limit 20", "The beginning of the log."),
            Example("countersign audit list --subject output:out_0abc1defghjkmnpq", "All about one output."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let query = invocation[subject].map { [("subject", $0)] } ?? []
        let page = try invocation.pages(Endpoints.auditList, path: invocation.teamPath(), query: query)
        try invocation.show(page) { page in
            var table = Table("POSITION", "WHEN", "WHAT", "BY", "SUBJECT", "LEAF")
            for entry in page.items {
                table.add(
                    "\(entry.position)", "\(invocation.exactTime(entry.at), .dim)", "\(entry.name, .bold)",
                    "\(entry.actor)",
                    "\(entry.subject)", "\(entry.leaf.short, .dim)")
            }
            try invocation.print(table, ifEmpty: "No entries.")
            invocation.sayIfMore(page)
        }
    }
}

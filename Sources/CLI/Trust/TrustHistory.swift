import API
import Domain

/// `countersign trust history`
enum TrustHistory {
    static let template = OptionalArgument("TEMPLATE", "Only of this one.")

    static let command = Command(
        "history", "List every step on the ladder, newest first.",
        description: """
            What people did, each fall with its cause, and when what caused it was undone, by whom where somebody of the team \
            did it. A fall counts at once. By a defect, another version, the team's context, another agent or model it is dated when that \
            came about; by age or the organisation's context, when somebody or something first met it. `trust show` says \
            what counts now.
            """,
        arguments: [template], options: [Paging.limit],
        examples: [Example("countersign trust history release-notes", "Why it stands where it stands.")], run: run)

    static func run(_ invocation: Invocation) throws {
        let query = try invocation[template].map { [("template", try invocation.wholeTemplate($0))] } ?? []
        let page = try invocation.pages(Endpoints.trustHistory, path: invocation.teamPath(), query: query)
        try invocation.show(page) { page in
            var table = Table("WHEN", "TEMPLATE", "CLASS", "RUNG", "WHY", "BY", "REASON")
            for step in page.items {
                let people = [step.proposedBy, step.movedBy].compactMap { $0 }.joined(separator: ", ")
                table.add(
                    "\(invocation.time(step.at), .dim)", "\(step.template, .bold)", "\(step.actionClass.rawValue)",
                    "\(step.rung.rawValue)",
                    "\(step.cause.replacing("_", with: " "))\(step.isUndone ? ", undone" : "")",
                    "\(people)",
                    "\(step.reason)")
            }
            try invocation.print(table, ifEmpty: "No steps yet.")
            invocation.sayIfMore(page)
        }
    }
}

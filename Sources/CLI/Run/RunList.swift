import API
import Domain

/// `countersign run list`
enum RunList {
    static let state = Option<RunState>("state", "STATE", "Only runs in this state.")
    static let useCase = Option<String>("use-case", "NAME", "Only runs of this use case, instead of a state.")

    static let command = Command(
        "list", "List the team's runs, newest first.",
        description: "What was dispatched, by whom, and where it stands.",
        options: [state, useCase, Paging.limit],
        examples: [
            Example("countersign run list", "The latest runs."),
            Example("countersign run list --use-case release-notes", "What falls under a use case."),
            Example("countersign run list --state awaiting_answer", "Runs whose agent waits for an answer."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let query =
            (invocation[state].map { [("state", $0.rawValue)] } ?? [])
            + (invocation[useCase].map { [("use_case", $0)] } ?? [])
        let page = try invocation.pages(Endpoints.runList, path: invocation.teamPath(), query: query)
        try invocation.show(page) { page in
            var table = Table("RUN", "TITLE", "TEMPLATE", "STATE", "BY", "CREATED")
            for run in page.items {
                table.add(
                    "\(run.id, .bold)", "\(run.title)\(run.isTrial ? " (trial)" : "")",
                    "\(run.template) v\(run.templateVersion)",
                    "\(run.state.rawValue, run.state.style)", "\(run.requestedBy)",
                    "\(invocation.time(run.createdAt), .dim)")
            }
            try invocation.print(table, ifEmpty: "No runs: `countersign dispatch TEMPLATE --input name=value`.")
            invocation.sayIfMore(page)
        }
    }
}

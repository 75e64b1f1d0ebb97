import API
import Domain

/// `countersign action list`
enum ActionList {
    static let state = Option<ActionState>("state", "STATE", "Only requests in this state.")

    static let command = Command(
        "list", "List requests for actions, newest first.",
        description: "All that agents and members of the team asked for, with what became of it.",
        options: [state, Paging.limit],
        examples: [
            Example("countersign action list", "The newest requests."),
            Example("countersign action list --state held", "What waits for a yes or no."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let query = invocation[state].map { [("state", $0.rawValue)] } ?? []
        let page = try invocation.pages(Endpoints.actionList, path: invocation.teamPath(), query: query)
        try invocation.show(page) { page in
            var table = Table("ACTION", "WHAT", "TARGET", "STATE", "BY", "ASKED")
            for action in page.items {
                table.add(
                    "\(action.id, .bold)", "\(action.action)", "\(action.target)",
                    "\(action.state.rawValue, action.state.style)", "\(action.requestedBy)",
                    "\(invocation.time(action.requestedAt), .dim)")
            }
            try invocation.print(table, ifEmpty: "No requests.")
            invocation.sayIfMore(page)
        }
    }
}

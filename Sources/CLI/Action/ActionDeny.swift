import API
import Domain

/// `countersign action deny`
enum ActionDeny {
    static let reason = RequiredOption<String>("reason", "TEXT", "The reason; the agent is told.")

    static let command = Command(
        "deny", "Say no to a request.",
        description: "The run goes on without the action. Nothing else is asked.",
        arguments: [ActionArgument.action], options: [reason],
        examples: [
            Example("countersign action deny act_0abc1defghjkmnpq --reason 'Not before the release'", "A no is a no.")
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let view = try invocation.call(
            Endpoints.actionDeny, path: ActionArgument.path(invocation), ReasonRequest(reason: invocation[reason]))
        try invocation.confirm(view, "\("Denied", .bold) \(view.action) to \(view.target).")
    }
}

import API
import Domain

/// `countersign run show`
enum RunShow {
    static let command = Command(
        "show", "Show one run: attempts, questions and output.",
        description: "Where it stands and why, what it was given, who tried, what the agent asked, what was delivered.",
        arguments: [RunArgument.run],
        examples: [Example("countersign run show run_0abc1defghjkmnpq", "Where a run stands.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        try invocation.show(invocation.call(Endpoints.runShow, path: RunArgument.path(invocation))) { view in
            try RunText.print(view, invocation)
        }
    }
}

import API
import Domain

/// What commands about one request take.
enum ActionArgument {
    static let action = Argument("ACTION", "The request's id, act_….")

    static func view(_ invocation: Invocation) throws -> ActionView {
        try invocation.call(Endpoints.actionShow, path: path(invocation))
    }

    static func path(_ invocation: Invocation) throws -> [String: String] {
        try invocation.teamPath(["action": invocation[action]])
    }
}

/// `countersign action show`
enum ActionShow {
    static let command = Command(
        "show", "Show a request for an action, all of it.",
        description: """
            What the service computed stands apart from what was claimed by whoever asked. Hidden characters are shown as \
            marks, and nothing is cut short. The digest is checked here against the bytes that it stands for.
            """,
        arguments: [ActionArgument.action],
        examples: [Example("countersign action show act_0abc1defghjkmnpq", "What exactly am I to sign?")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        try invocation.show(ActionArgument.view(invocation)) { action in
            try print(action, invocation)
            if let answer = action.answer { try invocation.print([""] + answers(action.id, answer)) }
        }
    }

    /// Only what would count is offered.
    private static func answers(_ id: String, _ answer: ActionAnswer) -> [Text] {
        let yes: Text = answer.obstacle.map { "\($0)" } ?? "\("countersign action sign \(id)", .link)"
        let no: Text =
            answer.mayDeny
            ? "\("countersign action deny \(id) --reason TEXT", .link)"
            : "by whoever may sign, whoever dispatched the run, or an admin"
        return ["Yes: \(yes)", "No:  \(no)"]
    }

    static func print(_ action: ActionView, _ invocation: Invocation) throws {
        try invocation.print(ActionText.lines(action, invocation))
        if let problem = ActionCheck.problem(action) { invocation.warn("\("! \(problem)", .bad)") }
    }
}

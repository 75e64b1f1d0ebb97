import API

/// `countersign runner create`
enum RunnerCreate {
    static let name = Argument("NAME", "The runner's name in the team.")
    static let label = RepeatedOption<String>("label", short: "l", "LABEL", "What it can do, as templates ask for it.")
    static let operatorLogin = Option<String>("operator", "LOGIN", "Who answers for it; you if absent.")

    static let command = Command(
        "create", "Register a runner.",
        description: """
            For admins of the team. Prints the runner's token on standard output, once: give it to `runner start` on the \
            host. Its operator never reviews what it delivers.
            """,
        arguments: [name], options: [label, operatorLogin],
        examples: [
            Example("countersign runner create build-1 --label git --operator ada", "A runner that Ada looks after."),
            Example("countersign runner create build-1 --label git > runner.token", "Keep its token in a file."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let made = try invocation.call(
            Endpoints.runnerCreate, path: invocation.teamPath(),
            RunnerRequest(
                name: invocation[name], labels: invocation[label], operatorLogin: invocation[operatorLogin]))
        try invocation.show(made) { made in
            let runner = made.runner
            invocation.say("Registered \(runner.name) (\(runner.id)), operated by \(runner.operatorLogin).")
            invocation.say("Its token is shown this once:")
            try invocation.print("\(made.secret)")
        }
    }
}

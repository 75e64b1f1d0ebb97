import API

/// `countersign template try`
enum TemplateTry {
    static let command = Command(
        "try", "Run a template as a trial.",
        description: """
            A draft of your own can be tried before anybody publishes it. An agent works on it as on any run, within the \
            same use case; but no action that it asks for is carried out, and what it delivers is reviewed by nobody and \
            never released. Trials count in no statistics.
            """,
        arguments: [DispatchOptions.template], options: DispatchOptions.all + [RunDispatch.watch],
        examples: [
            Example("countersign template try release-notes@3 -i repository=/srv/git/app --watch", "Your own draft.")
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let request = try DispatchOptions.request(invocation, trial: true, startable: [.draft, .published])
        let view = try invocation.call(Endpoints.runDispatch, path: invocation.teamPath(), request)
        try RunDispatch.report(view, invocation)
        if invocation[RunDispatch.watch] { try RunWatch.follow(view.summary.id, invocation) }
    }
}

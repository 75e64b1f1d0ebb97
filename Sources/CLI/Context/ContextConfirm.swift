import API

/// `countersign context confirm`
enum ContextConfirm {
    static let version = RequiredOption<Int>("version", "N", "The version that you have read, the one in force.")

    static let command = Command(
        "confirm", "Say that a layer of the team context is still true.",
        description: "Read it first. What nobody has changed or confirmed for 90 days shows in the inbox of admins.",
        arguments: [ContextArgument.layer], options: [ContextArgument.project, version],
        examples: [Example("countersign context confirm team --version 3", "All of it still holds.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let view = try ContextArgument.change(
            Endpoints.contextConfirm, version: invocation[version], invocation)
        try invocation.confirm(
            view, "Confirmed \(view.summary.name, .bold) context, version \(view.summary.number).")
    }
}

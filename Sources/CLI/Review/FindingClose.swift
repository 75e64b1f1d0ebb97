import API

/// `countersign finding close`
enum FindingClose {
    static let finding = Argument("FINDING", "The finding's id, fnd_….")

    static let command = Command(
        "close", "Close a finding of your own.",
        description: """
            A blocking finding is closed by its author only, on a later version of the output. That of a defect is closed by \
            `defect dismiss` or `defect withdraw`, and never once it is confirmed.
            """,
        arguments: [finding],
        examples: [Example("countersign finding close fnd_0abc1defghjkmnpq", "It has been mended.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let view = try invocation.call(
            Endpoints.findingClose, path: invocation.teamPath(["finding": invocation[finding]]))
        try invocation.confirm(view, "Finding \(view.id, .bold) is closed.")
    }
}

import API

/// `countersign context withdraw`
enum ContextWithdraw {
    static let version = Option<Int>("version", "N", "Which version; the proposed one if absent.")

    static let command = Command(
        "withdraw", "Take a proposal for the team context back.",
        description: """
            For its author, and for admins who say no; of the organisation's document, for every operator. What is in force \
            stays.
            """,
        arguments: [ContextArgument.layer], options: [ContextArgument.project, version],
        examples: [Example("countersign context withdraw project --project website", "No, after all.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let number = try invocation[version] ?? ContextArgument.proposal(in: ContextArgument.history(invocation)).number
        let view = try ContextArgument.change(Endpoints.contextWithdraw, version: number, invocation)
        try invocation.confirm(view, "Withdrew \(view.summary.name, .bold) context, version \(view.summary.number).")
    }
}

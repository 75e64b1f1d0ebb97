import API

/// `countersign context approve`
enum ContextApprove {
    static let version = Option<Int>("version", "N", "Which version; the proposed one if absent.")

    static let command = Command(
        "approve", "Put in force what somebody else has proposed.",
        description: "Every run that is dispatched from then on is told this text. Nobody approves their own.",
        arguments: [ContextArgument.layer], options: [ContextArgument.project, version],
        examples: [
            Example("countersign context approve team", "After `context diff team` has shown what it changes.")
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let view = try ContextArgument.change(
            Endpoints.contextApprove, invocation, version: version, orNewest: .proposed)
        try invocation.confirm(
            view, "\(view.summary.name, .bold) context, version \(view.summary.number), is in force.")
        if let notice = view.notice { invocation.warn("\("warning", .waiting): \(notice)") }
    }
}

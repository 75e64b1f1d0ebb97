import API

/// `countersign context approve`
enum ContextApprove {
    static let version = Option<Int>("version", "N", "Which version; with a question, the proposed one if absent.")

    static let command = Command(
        "approve", "Put in force what somebody else has proposed.",
        description: """
            Shows first what it changes in what is in force, then asks; without a terminal, and with --json, it needs the \
            version and --yes. --yes with --quiet or --json shows nothing. Every run that is dispatched from then on is told \
            this text. Nobody approves their own.
            """,
        arguments: [ContextArgument.layer], options: [ContextArgument.project, version, ShownVersion.yes],
        examples: [
            Example("countersign context approve team", "See what the proposal changes, then say yes."),
            Example(
                "countersign context approve team --version 4 --yes", "After `context diff team --to 4` has shown it."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let isAsked = try ShownVersion.isAsked(
            naming: invocation[version], orLookWith: "`countersign context diff`", invocation)
        let view = try ContextArgument.change(
            Endpoints.contextApprove, version: chosen(isAsked: isAsked, invocation), invocation)
        try invocation.confirm(
            view, "\(view.summary.name, .bold) context, version \(view.summary.number), is in force.")
        if let notice = view.notice { invocation.warn("\("warning", .waiting): \(notice)") }
    }

    private static func chosen(isAsked: Bool, _ invocation: Invocation) throws -> Int {
        if let number = invocation[version], !ShownVersion.isShown(isAsked: isAsked, invocation) { return number }
        let history = try ContextArgument.history(invocation)
        let number = try invocation[version] ?? ContextArgument.proposal(in: history).number
        // What is no proposal, or not any more, is for the service to refuse.
        guard let proposal = history.first(where: { $0.number == number }), proposal.state == .proposed else {
            return number
        }
        try show(proposal, history, invocation)
        if isAsked {
            try ShownVersion.ask(
                "Put version \(number) in force?", orSay: "Nothing was put in force.", invocation)
        }
        return number
    }

    private static func show(
        _ proposal: ContextSummary, _ history: [ContextSummary], _ invocation: Invocation
    ) throws {
        let note = proposal.note.isEmpty ? "" : ": \(proposal.note)"
        let diff = try ContextDiff.fetch(to: proposal.number, history, invocation)
        try invocation.print(
            ["\("\(proposal.name), version \(proposal.number)", .bold) by \(proposal.author)\(note)"]
                + DiffText.lines(diff))
    }
}

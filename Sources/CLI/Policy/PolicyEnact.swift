import API
import Domain

/// `countersign policy enact`
enum PolicyEnact {
    static let note = Option<String>("note", short: "m", "TEXT", "What changes, and why; for a team's first policy.")
    static let from = Option<String>("from", "PATH", "The bundle's folder; the same as PATH.")
    static let what = OptionalArgument("PATH|PROPOSAL", "The bundle's folder, or the number of a proposal.")

    static let command = Command(
        "enact", "Make a bundle the team's policy.",
        description: """
            For admins of the team. A team's first policy, its admin enacts alone. Each later one was proposed by somebody \
            else: name a folder with exactly its files, or the proposal. Then you are shown what it changes, and asked for the \
            first 8 digits of its digest. If more is missing, your yes is kept and the \
            answer says what for. What was \
            dispatched before is judged by the stricter of the policy that it began under and this one: what is stricter here \
            holds for it too, what is weaker for new runs only.
            """,
        arguments: [what], options: [from, note, ShownDigest.option],
        examples: [
            Example("countersign policy enact policies/small-team -m 'first policy'", "Give a team its policy."),
            Example(
                "countersign policy enact --from policies/ours", "Enact what a colleague proposed, from your own clone."
            ),
            Example("countersign policy enact 3", "Look at proposal 3, then enact it."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let bundle = try enact(invocation)
        try invocation.confirm(bundle, "Policy \(bundle.number, .bold) is in force: \(bundle.digest.short, .dim)")
    }

    private static func enact(_ invocation: Invocation) throws -> BundleView {
        guard let given = invocation[from] ?? invocation[what] else {
            throw Failure(
                .badRequest, "say which: a folder, or the number of a proposal (`countersign policy history`)")
        }
        if invocation[from] != nil, invocation[what] != nil {
            throw Failure(.badRequest, "say it once: a folder or a proposal's number, or --from with a folder")
        }
        if invocation[from] == nil, let number = Int(given) {
            let view = try PolicyShow.load(proposal: number, invocation)
            if !invocation.wantsJSON { try PolicyShow.print(view.proposal, view.files.keys.sorted(), invocation) }
            try ShownDigest.confirm(
                view.proposal.digest, to: "say yes",
                orLookWith: "countersign policy show --proposal \(number)", invocation)
            return try invocation.call(
                Endpoints.policyEnactProposal, path: invocation.teamPath(["number": String(number)]))
        }
        let request = try BundleFolder.read(given, invocation, note: invocation[note])
        return try invocation.call(Endpoints.policyEnact, path: invocation.teamPath(), request)
    }
}

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
            else: name a folder with exactly its files, or the proposal. You are shown what it changes, and at a terminal asked \
            for the first 8 digits of its digest. In a script a number needs --digest; a folder does not, since it holds \
            what you agree to, but its files are compared with a --digest that you name. If more is missing, your yes is kept and the \
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
        if !invocation.wantsJSON {
            BundleFolder.warn(bundle.remarks ?? [], in: invocation[from] ?? invocation[what], invocation)
        }
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
        if invocation[from] == nil, let number = Int(given) { return try enact(proposal: number, invocation) }
        return try enact(folder: given, invocation)
    }

    private static func enact(proposal number: Int, _ invocation: Invocation) throws -> BundleView {
        let view = try PolicyShow.load(proposal: number, invocation)
        try show(view.proposal, view.files, invocation)
        try confirm(view.proposal, invocation)
        return try invocation.call(
            Endpoints.policyEnactProposal, path: invocation.teamPath(["number": String(number)]))
    }

    /// What was proposed is shown first. Who has exactly its files knows what it is, so only a terminal asks.
    private static func enact(folder: String, _ invocation: Invocation) throws -> BundleView {
        let request = try BundleFolder.read(folder, invocation, note: invocation[note])
        let digest = PolicyBundle.digest(of: request.files.mapValues { Array($0.utf8) })
        let isNamed = invocation[ShownDigest.option] != nil
        let proposals = try invocation.call(Endpoints.policyProposals, path: invocation.teamPath()).items
        if let proposal = proposals.first(where: { $0.isOpen && $0.digest == digest }) {
            try show(proposal, request.files, invocation)
            if isNamed || invocation.terminal.isInputTerminal { try confirm(proposal, invocation) }
        } else if isNamed {
            try ShownDigest.confirm(
                digest, to: "say yes", orLookWith: "countersign policy check \(folder)", invocation)
        }
        return try invocation.call(Endpoints.policyEnact, path: invocation.teamPath(), request)
    }

    private static func show(
        _ proposal: PolicyProposalView, _ files: [String: String], _ invocation: Invocation
    ) throws {
        guard !invocation.wantsJSON else { return }
        try PolicyShow.print(proposal, files.keys.sorted(), invocation)
    }

    private static func confirm(_ proposal: PolicyProposalView, _ invocation: Invocation) throws {
        try ShownDigest.confirm(
            proposal.digest, to: "say yes",
            orLookWith: "countersign policy show --proposal \(proposal.number)", invocation)
    }
}

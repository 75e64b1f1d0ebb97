import API
import Domain

/// `countersign policy show`
enum PolicyShow {
    static let file = OptionalArgument("FILE", "Print this file of the bundle.")
    static let proposal = Option<Int>("proposal", "N", "The proposal with this number, not the policy in force.")

    static let command = Command(
        "show", "Show the policy in force, or a proposal.",
        description: """
            Its number, digest, everybody whose yes enacted it and its files; of a proposal what it changes and what it waits for. With FILE, \
            that file as it was handed in.
            """,
        arguments: [file], options: [proposal],
        examples: [
            Example("countersign policy show", "Which policy is in force."),
            Example("countersign policy show approvals.yaml", "Its rules."),
            Example("countersign policy show --proposal 3", "What a colleague wants to change."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        if let number = invocation[proposal] {
            let view = try load(proposal: number, invocation)
            return try invocation.show(view) { try print($0, invocation) }
        }
        try invocation.show(invocation.call(Endpoints.policyShow, path: invocation.teamPath())) { bundle in
            if let file = invocation[file] { return try print(file, of: bundle.files, invocation) }
            var facts = Facts()
            facts.add("Policy", "\(bundle.number, .bold)")
            facts.add("Digest", "\(bundle.digest)")
            let people = PolicyHistory.enacters(bundle.approvedBy, bundle.enactedBy).joined(separator: ", ")
            facts.add("Enacted", "by \(people), \(invocation.time(bundle.enactedAt))")
            facts.add("Note", bundle.note)
            for path in bundle.files.keys.sorted() { facts.add("File", "\(path)") }
            try invocation.print(facts)
        }
    }

    static func load(proposal number: Int, _ invocation: Invocation) throws -> ProposedPolicyView {
        try invocation.call(Endpoints.policyProposalShow, path: invocation.teamPath(["number": String(number)]))
    }

    /// Everything that whoever says yes should have seen, but for the files' texts.
    static func print(_ proposal: PolicyProposalView, _ paths: [String], _ invocation: Invocation) throws {
        var facts = Facts()
        facts.add("Proposal", "\(proposal.number, .bold)\(proposal.isWeaker ? ", weaker" : "")")
        facts.add("Digest", "\(proposal.digest)")
        facts.add("Proposed", "by \(proposal.proposedBy), \(invocation.time(proposal.proposedAt))")
        facts.add("Commit", proposal.commit)
        facts.add("Note", proposal.note)
        for login in proposal.approvedBy { facts.add("Yes", "\(login)") }
        facts.add("State", proposal.state)
        facts.add("Waits for", proposal.waits)
        for path in paths { facts.add("File", "\(path)") }
        try invocation.print(facts)
        try PolicyDiff.print(
            proposal.changes, since: proposal.isOpen ? "the policy in force" : "the policy before", invocation)
    }

    private static func print(_ view: ProposedPolicyView, _ invocation: Invocation) throws {
        if let file = invocation[file] { return try print(file, of: view.files, invocation) }
        try print(view.proposal, view.files.keys.sorted(), invocation)
    }

    private static func print(_ file: String, of files: [String: String], _ invocation: Invocation) throws {
        guard let text = files[file] else {
            let near = NearestName.of(file, in: files.keys.sorted()).map { "; did you mean \($0)?" } ?? ""
            throw Failure(.notFound, "the bundle has no file `\(file)`\(near)")
        }
        try invocation.print(content: text)
    }
}

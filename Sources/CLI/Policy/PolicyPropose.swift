import API

/// `countersign policy propose`
enum PolicyPropose {
    static let note = Option<String>("note", short: "m", "TEXT", "What changes, and why.")

    static let command = Command(
        "propose", "Propose a bundle for another admin to enact.",
        description: """
            For admins of the team. The service compares it with the policy in force. What weakens that takes two people \
            besides you and 24 hours; anything else, one; if the team has too few admins for \
            that, it says so; and warns as `policy check` does. What is proposed already is enacted, not proposed again. In a git work tree the commit is recorded.
            """,
        arguments: [BundleFolder.path], options: [note],
        examples: [Example("countersign policy propose policies/ours -m 'notices need a reviewer'", "Ask for a yes.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let request = try BundleFolder.read(invocation[BundleFolder.path], invocation, note: invocation[note])
        let proposal = try BundleFolder.located([(invocation[BundleFolder.path], request.files)], invocation) {
            try invocation.call(Endpoints.policyPropose, path: invocation.teamPath(), request)
        }
        try invocation.show(proposal) { proposal in
            BundleFolder.warn(proposal.remarks ?? [], invocation)
            try PolicyDiff.print(proposal.changes, since: "the policy in force", invocation)
            try invocation.confirm(
                "Proposal \(proposal.number, .bold) waits for \(proposal.missing.joined(separator: "; ")).")
        }
    }
}

import API

/// `countersign policy history`
enum PolicyHistory {
    static let command = Command(
        "history", "List proposals and the policies that were in force.",
        description:
            "First what is proposed, who has said yes and what it waits for, or what became of it; then every version, "
            + "newest first, with whose yes counted.",
        examples: [Example("countersign policy history", "Who changed what, when.")], run: run)

    static func run(_ invocation: Invocation) throws {
        let versions = try invocation.call(Endpoints.policyHistory, path: invocation.teamPath())
        let proposals = try invocation.call(Endpoints.policyProposals, path: invocation.teamPath())
        if invocation.wantsJSON {
            return try invocation.print(json: All(proposals: proposals.items, items: versions.items))
        }
        if !proposals.items.isEmpty { try print(proposals.items, invocation) }
        var table = Table("POLICY", "PROPOSAL", "DIGEST", "ENACTED", "BY", "PROPOSED BY", "WEAKER", "COMMIT", "NOTE")
        for version in versions.items {
            let people = enacters(version.approvedBy, version.enactedBy)
            table.add(
                "\(version.number, .bold)", "\(version.proposal.map(String.init) ?? "")",
                "\(version.digest.short, .dim)",
                "\(invocation.time(version.enactedAt))",
                "\(people.joined(separator: ", "))", "\(version.proposedBy ?? "")",
                "\(version.isWeaker ? "weaker" : "")",
                "\(String((version.commit ?? "").prefix(12)))", "\(version.note)")
        }
        try invocation.print(table, ifEmpty: "No policy yet.")
    }

    /// Everybody whose yes counted; of a first policy the admin who enacted it alone.
    static func enacters(_ approvedBy: [String], _ enactedBy: String) -> [String] {
        approvedBy.isEmpty ? [enactedBy] : approvedBy
    }

    private struct All: Encodable {
        let proposals: [PolicyProposalView]
        let items: [PolicyVersionView]
    }

    private static func print(_ proposals: [PolicyProposalView], _ invocation: Invocation) throws {
        var table = Table("PROPOSAL", "DIGEST", "PROPOSED", "BY", "STATE", "YES", "WEAKER", "WAITS FOR", "NOTE")
        for proposal in proposals {
            table.add(
                "\(proposal.number, .bold)", "\(proposal.digest.short, .dim)",
                "\(invocation.time(proposal.proposedAt))", "\(proposal.proposedBy)",
                proposal.isOpen ? "\(proposal.state, .waiting)" : "\(proposal.state, .dim)",
                "\(proposal.approvedBy.joined(separator: ", "))",
                "\(proposal.isWeaker ? "weaker" : "")", "\(proposal.waits ?? "")",
                "\(proposal.note)")
        }
        try invocation.print(table, ifEmpty: "")
        try invocation.print("")
    }
}

extension PolicyProposalView {
    var isOpen: Bool { enactedAs == nil && withdrawnBy == nil && outdatedBy == nil }

    /// How it ended, or that it has not.
    var state: String {
        if let enactedAs { return "enacted as policy \(enactedAs)" }
        if let withdrawnBy { return "withdrawn by \(withdrawnBy)" }
        return outdatedBy.map { "outdated by policy \($0)" } ?? "open"
    }

    /// What it waits for, in words; nil for one that waits for nothing any more.
    var waits: String? {
        guard isOpen else { return nil }
        return missing.isEmpty
            ? "nothing more: an admin brings it into force with `countersign policy enact \(number)`"
            : missing.joined(separator: "; ")
    }
}

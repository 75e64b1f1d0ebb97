import API
import Store

/// Every bundle that was ever in force, with who stood behind it.
package enum ShowPolicyHistory {
    package static func run(_ team: TeamContext) throws -> Page<PolicyVersionView> {
        try team.read { tx in
            Page(
                items: try tx.all(PolicyVersions(team: team.id)).map { row in
                    PolicyVersionView(
                        number: row.number, digest: row.digest, note: row.note,
                        commit: row.commit.isEmpty ? nil : row.commit, proposal: row.proposal,
                        proposedBy: row.proposedBy,
                        approvedBy: row.approvedBy, isWeaker: row.isWeaker, enactedBy: row.enactedBy,
                        enactedAt: row.enactedAt)
                })
        }
    }
}

/// Proposals that have not become a policy: those that still could, and what became of the others.
package enum ListPolicyProposals {
    package static func run(_ team: TeamContext) throws -> Page<PolicyProposalView> {
        try team.read { tx in Page(items: try proposals(tx, team).map(PolicyProposalView.init)) }
    }

    static func proposals(_ tx: Transaction, _ team: TeamContext) throws -> [PolicyProposal] {
        let now = try tx.now()
        let current = try tx.first(CurrentPolicyVersion(team: team.id))
        return try tx.all(PolicyProposals(team: team.id)).map { row in
            PolicyProposal(row: row, now: now, isOutdated: row.baseNumber != current?.number)
        }
    }
}

/// One proposal, whatever became of it, with its files: what somebody is asked to say yes to.
package enum ShowPolicyProposal {
    package static func run(_ team: TeamContext, proposal number: Int) throws -> ProposedPolicyView {
        try team.read { tx in
            let proposal = PolicyProposalView(try PolicyProposal.load(tx, team, number))
            let files = try tx.one(PolicyProposalFiles(team: team.id, number: number))
            return ProposedPolicyView(
                proposal: proposal, files: (files.object ?? [:]).compactMapValues(\.string))
        }
    }
}

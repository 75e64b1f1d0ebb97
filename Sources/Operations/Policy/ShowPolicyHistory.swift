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
                        commit: row.commit.isEmpty ? nil : row.commit, proposedBy: row.proposedBy,
                        approvedBy: row.approvedBy, isWeaker: row.isWeaker, enactedBy: row.enactedBy,
                        enactedAt: row.enactedAt)
                })
        }
    }
}

/// Proposals that could still come into force.
package enum ListPolicyProposals {
    package static func run(_ team: TeamContext) throws -> Page<PolicyProposalView> {
        try team.read { tx in
            let now = try tx.now()
            return Page(
                items: try tx.all(PolicyProposals(team: team.id)).map {
                    PolicyProposalView(PolicyProposal(row: $0, now: now, isOutdated: false))
                })
        }
    }
}

import API
import Domain
import Store

/// Takes a proposal back. Its proposer has changed their mind, or an admin says no. How a proposal ended stays as it was.
package enum WithdrawPolicy {
    package static func run(_ team: TeamContext, proposal number: Int) throws -> PolicyProposalView {
        guard let person = team.personID else { throw Failure(.notHuman, "only a person can withdraw a proposal") }
        return try team.change { change in
            let proposal = try PolicyProposal.load(change.tx, team, number)
            guard proposal.row.proposedByID == person || team.roles.contains(.admin) else {
                throw Failure(
                    .notAllowed,
                    "proposal \(number) is withdrawn by \(proposal.row.proposedBy), who made it, or by an admin")
            }
            if let enacted = proposal.row.enactedAs {
                throw Failure(
                    .wrongState,
                    "proposal \(number) became policy \(enacted), which cannot be withdrawn; propose another policy")
            }
            if let withdrawer = proposal.row.withdrawnBy {
                throw Failure(.wrongState, "proposal \(number) was withdrawn by \(withdrawer) already")
            }
            if proposal.isOutdated {
                throw Failure(
                    .wrongState,
                    "proposal \(number) was outdated by policy \(proposal.row.baseNumber + 1), so nobody can enact it "
                        + "any more; there is nothing to withdraw")
            }
            try change.tx.run(
                InsertPolicyWithdrawal(team: team.id, proposal: number, person: person, at: change.tx.startedAt))
            try change.record(
                "policy_withdrawn", "proposal:\(number)", ["digest": .string(proposal.row.digest.description)])
            return PolicyProposalView(try PolicyProposal.load(change.tx, team, number))
        }
    }
}

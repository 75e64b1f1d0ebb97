import API
import Decisions
import Domain
import Store

/// Hands in a bundle for somebody else to enact. What it changes, and whether that is weaker, the service finds out and
/// keeps with it.
package enum ProposePolicy {
    package static func run(_ team: TeamContext, _ input: BundleRequest) throws -> PolicyProposalView {
        guard let person = team.personID else { throw Failure(.notHuman, "only a person can propose a policy") }
        let bundle = try ReadBundle.enactable(team, input.files)
        let remarks = try ReadBundle.remarked(team, input.files).remarks
        let note = try ReasonText.note(input.note)
        return try team.change { change in
            let tx = change.tx
            guard let current = try CurrentPolicy.loadIfAny(tx, team) else {
                throw Failure(
                    .policyMissing,
                    "team \(team.name) has no policy yet: its first one needs no proposal, "
                        + "`countersign policy enact FOLDER`")
            }
            guard current.bundle.digest != bundle.digest else {
                throw Failure(.alreadyExists, "this is policy \(current.number), which is in force")
            }
            let changes = bundle.changes(since: current.bundle)
            let number = try tx.one(NextPolicyProposal(team: team.id))
            // Asked after the number: who proposes the same meanwhile takes it.
            try refuseTwin(tx, team, bundle.digest, proposer: person)
            try tx.insertNext(
                InsertPolicyProposal(
                    team: team.id, number: number, baseNumber: current.number, digest: bundle.digest,
                    files: .object(input.files.mapValues(JSON.string)), note: note,
                    commit: input.commit ?? "", changes: .array(changes.map(\.json)), proposedBy: person,
                    at: tx.startedAt))
            try change.record(
                "policy_proposed", "proposal:\(number)",
                [
                    "digest": .string(bundle.digest.description), "base": .integer(Int64(current.number)),
                    "weaker": .bool(!changes.weakenings.isEmpty),
                ])
            var view = PolicyProposalView(try PolicyProposal.load(tx, team, number))
            view.remarks = remarks
            return view
        }
    }

    /// Two proposals of the same files would share the votes that one of them needs.
    private static func refuseTwin(
        _ tx: Transaction, _ team: TeamContext, _ digest: Digest, proposer: String
    ) throws {
        guard let twin = try tx.first(PolicyProposals(team: team.id, digest: digest)) else { return }
        let enact = "with `countersign policy enact \(twin.number)`"
        throw Failure(
            .alreadyExists,
            "proposal \(twin.number) by \(twin.proposedBy) is the same: "
                + (twin.proposedByID == proposer ? "another admin enacts it \(enact)" : "enact it \(enact)"),
            detail: ["proposal": .integer(Int64(twin.number))])
    }
}

extension PolicyChange {
    var json: JSON {
        [
            "direction": .string(direction.rawValue), "subject": .string(subject), "text": .string(text),
            "place": place.map { .string($0.description) } ?? .null, "isGone": isGone ? true : .null,
        ]
    }
}

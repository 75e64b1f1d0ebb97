import API
import Decisions
import Domain
import Formats
import Store

/// Makes a bundle the team's policy. A team's first one, its admin enacts alone; each later one was proposed by another
/// admin. What is weaker takes two people besides the proposer, and 24 hours. What runs already pinned the one before
/// and keeps it.
package enum EnactPolicy {
    /// Handing in the bundle that is in force answers with it and changes nothing.
    package static func run(_ team: TeamContext, _ input: BundleRequest) throws -> BundleView {
        let bundle = try ReadBundle.enactable(team, input.files)
        let note = try ReasonText.note(input.note)
        let proposal: Int? = try team.read { tx in
            guard let current = try tx.first(CurrentPolicyVersion(team: team.id)), current.digest != bundle.digest
            else {
                return nil
            }
            guard let found = try tx.first(PolicyProposals(team: team.id, digest: bundle.digest)) else {
                throw Failure(
                    .secondPersonRequired,
                    "nobody has proposed these files: one admin proposes them, `countersign policy propose FOLDER`, "
                        + "and another enacts them")
            }
            return found.number
        }
        if let proposal { return try run(team, proposal: proposal) }
        let remarks = try ReadBundle.remarked(team, input.files).remarks
        return try team.change { change in
            if let current = try change.tx.first(CurrentPolicyVersion(team: team.id)) {
                guard current.digest == bundle.digest else {
                    throw Failure(.stale, "another policy came into force at this moment: look again")
                }
                return try BundleView.load(change.tx, team, current.number, files: input.files)
            }
            var view = try insert(
                change, number: 1, bundle.digest, .object(input.files.mapValues(JSON.string)), note: note,
                commit: input.commit ?? "", proposal: nil)
            view.remarks = remarks
            return view
        }
    }

    /// Says yes to a proposal and, if nothing else is missing, brings it into force. The yes is kept in either case.
    package static func run(_ team: TeamContext, proposal number: Int) throws -> BundleView {
        try team.withoutRepetition.change { change in try approve(change, number) }
        return try team.change { change in
            let proposal = try PolicyProposal.load(change.tx, team, number)
            let files = try change.tx.one(PolicyProposalFiles(team: team.id, number: number))
            if let enacted = proposal.row.enactedAs {
                return try BundleView.load(
                    change.tx, team, enacted, files: (files.object ?? [:]).compactMapValues(\.string))
            }
            try check(proposal)
            return try insert(
                change, number: proposal.row.baseNumber + 1, proposal.row.digest, files, note: proposal.row.note,
                commit: proposal.row.commit, proposal: number)
        }
    }

    private static func approve(_ change: Change, _ number: Int) throws {
        let (tx, team) = (change.tx, change.team)
        guard let person = team.personID else { throw Failure(.notHuman, "only a person can enact a policy") }
        let proposal = try PolicyProposal.load(tx, team, number)
        if proposal.row.enactedAs != nil { return }
        try proposal.requireOpen()
        guard proposal.row.proposedByID != person else {
            throw Failure(
                .secondPersonRequired, "you proposed this policy: another admin enacts it\(proposal.shortage)")
        }
        let before = proposal.row.approvals.count
        try tx.run(InsertPolicyApproval(team: team.id, proposal: number, person: person, at: tx.startedAt))
        guard try PolicyProposal.load(tx, team, number).row.approvals.count > before else { return }
        try change.record(
            "policy_approved", "proposal:\(number)",
            ["digest": .string(proposal.row.digest.description), "weaker": .bool(proposal.row.isWeaker)])
    }

    private static func check(_ proposal: PolicyProposal) throws {
        try proposal.requireOpen()
        guard !proposal.missing.isEmpty else { return }
        let weakenings = (proposal.row.changes.array ?? []).filter { $0["direction"] == "weaker" }
        throw Failure(
            proposal.row.isWeaker ? .policyRatchet : .secondPersonRequired,
            "your yes is kept; proposal \(proposal.row.number) still waits for \(proposal.missing.joined(separator: "; "))"
                + (proposal.row.isWeaker ? ". It weakens the policy" : ""),
            detail: [
                "missing": .array(proposal.missing.map(JSON.string)), "changes": .array(weakenings),
                "not_before": .string(proposal.notBefore.description),
            ])
    }

    private static func insert(
        _ change: Change, number: Int, _ digest: Digest, _ files: JSON, note: String, commit: String, proposal: Int?
    ) throws -> BundleView {
        let (tx, team) = (change.tx, change.team)
        guard let person = team.personID else { throw Failure(.notHuman, "only a person can enact a policy") }
        try tx.insertNext(
            InsertPolicyBundle(
                team: team.id, number: number, digest: digest, files: files, note: note, commit: commit,
                proposal: proposal, enactedBy: person, at: tx.startedAt))
        try change.record(
            "policy_enacted", "policy:\(number)",
            [
                "digest": .string(digest.description), "number": .integer(Int64(number)),
                "proposal": proposal.map { .integer(Int64($0)) } ?? .null,
            ])
        if number > 1 { try change.reconsiderReviews() }
        return try BundleView.load(tx, team, number, files: (files.object ?? [:]).compactMapValues(\.string))
    }
}

extension BundleView {
    /// Throws `not_found`.
    static func load(
        _ tx: Transaction, _ team: TeamContext, _ number: Int, files: [String: String]
    ) throws -> BundleView {
        guard let row = try tx.first(PolicyVersions(team: team.id, number: number)) else {
            throw Failure.missing("policy version", String(number))
        }
        return BundleView(
            number: row.number, digest: row.digest, approvedBy: row.approvedBy, enactedBy: row.enactedBy,
            enactedAt: row.enactedAt, note: row.note, files: files)
    }
}

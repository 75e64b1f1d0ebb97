import API
import Domain
import Store

/// A proposal with what it still waits for.
struct PolicyProposal {
    /// What weakens waits so long, for everybody to see it coming; the schema holds the same number.
    static let ratchetSeconds: Int64 = 24 * 3600

    let row: PolicyProposals.Row
    let now: Timestamp
    let isOutdated: Bool

    /// Throws `not_found`.
    static func load(_ tx: Transaction, _ team: TeamContext, _ number: Int) throws -> PolicyProposal {
        guard let row = try tx.first(PolicyProposals(team: team.id, number: number)) else {
            throw Failure.missing("policy proposal", String(number))
        }
        let current = try tx.first(CurrentPolicyVersion(team: team.id))
        return PolicyProposal(row: row, now: try tx.now(), isOutdated: current?.number != row.baseNumber)
    }

    var neededApprovals: Int { row.isWeaker ? 2 : 1 }
    var notBefore: Timestamp { row.isWeaker ? row.proposedAt + Self.ratchetSeconds : row.proposedAt }

    /// Somebody's yes can still bring it into force.
    var isOpen: Bool { row.enactedAs == nil && row.withdrawnBy == nil && !isOutdated }

    /// Throws why nobody can say yes to it any more.
    func requireOpen() throws {
        if let withdrawer = row.withdrawnBy {
            throw Failure(.wrongState, "proposal \(row.number) was withdrawn by \(withdrawer); propose it again")
        }
        guard !isOutdated else {
            throw Failure(
                .stale,
                "policy \(row.baseNumber + 1) came into force since proposal \(row.number) was made; propose it again")
        }
    }

    var shortage: String { AdminShortage.words(needed: neededApprovals, others: row.otherAdmins) }

    /// Why it cannot come into force now, in words.
    var missing: [String] {
        if row.enactedAs != nil { return [] }
        if let withdrawer = row.withdrawnBy { return ["\(withdrawer) has withdrawn it: propose it again"] }
        if isOutdated { return ["another policy came into force since: propose it again"] }
        let open = neededApprovals - row.approvals.count(where: \.counts)
        var missing = [String]()
        if open > 0 { missing.append("\(open) more admin\(open == 1 ? "" : "s") who did not propose it\(shortage)") }
        if now < notBefore { missing.append("the end of its 24 hours, at \(notBefore.minute)") }
        return missing
    }
}

extension PolicyProposalView {
    init(_ proposal: PolicyProposal) {
        let row = proposal.row
        self.init(
            number: row.number, digest: row.digest, note: row.note, commit: row.commit.isEmpty ? nil : row.commit,
            proposedBy: row.proposedBy, proposedAt: row.proposedAt,
            approvedBy: row.approvals.filter(\.counts).map(\.login),
            changes: (row.changes.array ?? []).map(PolicyChangeView.init), isWeaker: row.isWeaker,
            notBefore: proposal.notBefore, missing: proposal.missing, enactedAs: row.enactedAs,
            withdrawnBy: row.withdrawnBy,
            outdatedBy: row.enactedAs == nil && proposal.isOutdated ? row.baseNumber + 1 : nil)
    }
}

extension PolicyChangeView {
    /// What `PolicyChange` is kept as.
    init(_ json: JSON) {
        self.init(
            direction: json["direction"]?.string ?? "", subject: json["subject"]?.string ?? "",
            text: json["text"]?.string ?? "", place: json["place"]?.string, isGone: json["isGone"]?.bool)
    }
}

import Domain

/// Proposals of a team that have not become a policy, newest first; of them those with a digest that still could; or the one
/// with a number, whatever became of it.
package struct PolicyProposals: Query {
    package struct Approval: Sendable {
        package let login: String
        /// Has been an admin ever since, so that it counts.
        package let counts: Bool
    }

    package struct Row: Sendable {
        package let number: Int
        package let baseNumber: Int
        package let digest: Digest
        package let note: String
        package let commit: String
        package let changes: JSON
        package let isWeaker: Bool
        package let proposedByID: String
        package let proposedBy: String
        package let proposedAt: Timestamp
        /// Admins besides whoever proposed it.
        package let otherAdmins: Int
        /// In order.
        package let approvals: [Approval]
        /// The version that it became.
        package let enactedAs: Int?
        /// The login of who took it back.
        package let withdrawnBy: String?
    }

    package let team: String
    package let number: Int?
    package let digest: Digest?

    package init(team: String, number: Int? = nil, digest: Digest? = nil) {
        self.team = team
        self.number = number
        self.digest = digest
    }

    package static let sql = """
        SELECT proposals.number, base_number, proposals.digest, proposals.note, proposals.commit, changes, is_weaker,
            proposed_by, persons.login, proposed_at,
            (SELECT count(*) FROM memberships WHERE memberships.team_id = proposals.team_id AND person_id <> proposed_by
                AND is_team_admin(memberships.team_id, person_id)),
            (SELECT coalesce(jsonb_agg(jsonb_build_object('login', approvers.login,
                    'counts', was_team_admin_since(approvals.team_id, person_id, approved_at))
                    ORDER BY approved_at, person_id), '[]')
                FROM policy_approvals AS approvals JOIN persons AS approvers ON approvers.id = person_id
                WHERE approvals.team_id = proposals.team_id AND approvals.proposal = proposals.number),
            bundles.number, withdrawers.login
        FROM policy_proposals AS proposals JOIN persons ON persons.id = proposed_by
            LEFT JOIN policy_bundles AS bundles ON bundles.team_id = proposals.team_id
                AND bundles.proposal = proposals.number
            LEFT JOIN policy_withdrawals AS withdrawals ON withdrawals.team_id = proposals.team_id
                AND withdrawals.proposal = proposals.number
            LEFT JOIN persons AS withdrawers ON withdrawers.id = withdrawals.person_id
        WHERE proposals.team_id = $1 AND (proposals.number = $2 OR ($2::integer IS NULL AND bundles.number IS NULL
            AND ($3::bytea IS NULL OR (proposals.digest = $3 AND withdrawals.proposal IS NULL
                AND base_number = (SELECT max(number) FROM policy_bundles WHERE team_id = $1)))))
        ORDER BY proposals.number DESC LIMIT 100
        """
    package var parameters: [any SQLValue] { [team, number, digest] }

    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            number: try columns.next(), baseNumber: try columns.next(), digest: try columns.next(),
            note: try columns.next(), commit: try columns.next(), changes: try columns.next(),
            isWeaker: try columns.next(), proposedByID: try columns.next(), proposedBy: try columns.next(),
            proposedAt: try columns.next(), otherAdmins: try columns.next(),
            approvals: try columns.next(JSON.self).array?.compactMap(Approval.init) ?? [],
            enactedAs: try columns.next(), withdrawnBy: try columns.next())
    }
}

extension PolicyProposals.Approval {
    fileprivate init?(_ json: JSON) {
        guard let login = json["login"]?.string, case .bool(let counts)? = json["counts"] else { return nil }
        self.init(login: login, counts: counts)
    }
}

/// The number that the next proposal gets.
package struct NextPolicyProposal: Query {
    package typealias Row = Int
    package let team: String

    package init(team: String) { self.team = team }

    package static let sql = "SELECT coalesce(max(number), 0) + 1 FROM policy_proposals WHERE team_id = $1"
    package var parameters: [any SQLValue] { [team] }
}

package struct PolicyProposalFiles: Query {
    package typealias Row = JSON
    package let team: String
    package let number: Int

    package init(team: String, number: Int) {
        self.team = team
        self.number = number
    }

    package static let sql = "SELECT files FROM policy_proposals WHERE team_id = $1 AND number = $2"
    package var parameters: [any SQLValue] { [team, number] }
}

package struct InsertPolicyProposal: Command {
    package let team: String
    package let number: Int
    package let baseNumber: Int
    package let digest: Digest
    package let files: JSON
    package let note: String
    package let commit: String
    package let changes: JSON
    package let proposedBy: String
    package let at: Timestamp

    package init(
        team: String, number: Int, baseNumber: Int, digest: Digest, files: JSON, note: String, commit: String,
        changes: JSON, proposedBy: String, at: Timestamp
    ) {
        self.team = team
        self.number = number
        self.baseNumber = baseNumber
        self.digest = digest
        self.files = files
        self.note = note
        self.commit = commit
        self.changes = changes
        self.proposedBy = proposedBy
        self.at = at
    }

    package static let sql = """
        INSERT INTO policy_proposals (team_id, number, base_number, digest, files, note, commit, changes, proposed_by,
            proposed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """
    package var parameters: [any SQLValue] {
        [team, number, baseNumber, digest, files, note, commit, changes, proposedBy, at]
    }
}

/// Somebody's yes to a proposal; while one of the same person counts, a second one changes nothing.
package struct InsertPolicyApproval: Command {
    package let team: String
    package let proposal: Int
    package let person: String
    package let at: Timestamp

    package init(team: String, proposal: Int, person: String, at: Timestamp) {
        self.team = team
        self.proposal = proposal
        self.person = person
        self.at = at
    }

    package static let sql = """
        INSERT INTO policy_approvals (team_id, proposal, person_id, approved_at)
        SELECT $1::text, $2::integer, $3::text, $4::timestamptz
        WHERE NOT EXISTS (SELECT FROM policy_approvals WHERE team_id = $1 AND proposal = $2 AND person_id = $3
            AND was_team_admin_since(team_id, person_id, approved_at))
        """
    package var parameters: [any SQLValue] { [team, proposal, person, at] }
}

/// Takes a proposal back; the database refuses what has ended.
package struct InsertPolicyWithdrawal: Command {
    package let team: String
    package let proposal: Int
    package let person: String
    package let at: Timestamp

    package init(team: String, proposal: Int, person: String, at: Timestamp) {
        self.team = team
        self.proposal = proposal
        self.person = person
        self.at = at
    }

    package static let sql = """
        INSERT INTO policy_withdrawals (team_id, proposal, person_id, withdrawn_at) VALUES ($1, $2, $3, $4)
        """
    package var parameters: [any SQLValue] { [team, proposal, person, at] }
}

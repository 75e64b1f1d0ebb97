import Domain

/// A team's policy in force: which bundle; who stood behind it and its files stay where they are.
package struct CurrentPolicyVersion: Query {
    package struct Row: Sendable {
        package let number: Int
        package let digest: Digest
    }

    package let team: String

    package init(team: String) { self.team = team }

    package static let sql = """
        SELECT number, digest FROM policy_bundles WHERE team_id = $1 ORDER BY number DESC LIMIT 1
        """
    package var parameters: [any SQLValue] { [team] }

    package static func row(_ columns: inout Columns) throws -> Row {
        Row(number: try columns.next(), digest: try columns.next())
    }
}

/// Which bundles a run is judged by: the one that it pinned and, last, the latest, which may be the same.
package struct PoliciesOfRun: Query {
    package let team: String
    package let pinned: Int

    package init(team: String, pinned: Int) {
        self.team = team
        self.pinned = pinned
    }

    package static let sql = """
        SELECT number, digest FROM policy_bundles
        WHERE team_id = $1 AND (number = $2 OR number = (SELECT max(number) FROM policy_bundles WHERE team_id = $1))
        ORDER BY number
        """
    package var parameters: [any SQLValue] { [team, pinned] }
    package static func row(_ columns: inout Columns) throws -> (number: Int, digest: Digest) {
        (try columns.next(), try columns.next())
    }
}

/// The files of one version: a JSON object of path to text.
package struct PolicyFiles: Query {
    package typealias Row = JSON
    package let team: String
    package let number: Int

    package init(team: String, number: Int) {
        self.team = team
        self.number = number
    }

    package static let sql = "SELECT files FROM policy_bundles WHERE team_id = $1 AND number = $2"
    package var parameters: [any SQLValue] { [team, number] }
}

package struct InsertPolicyBundle: Command {
    package let team: String
    package let number: Int
    package let digest: Digest
    package let files: JSON
    package let note: String
    /// The git commit that it came from; may be empty.
    package let commit: String
    /// Nil for a team's first bundle only.
    package let proposal: Int?
    package let enactedBy: String
    package let at: Timestamp

    package init(
        team: String, number: Int, digest: Digest, files: JSON, note: String, commit: String, proposal: Int?,
        enactedBy: String, at: Timestamp
    ) {
        self.team = team
        self.number = number
        self.digest = digest
        self.files = files
        self.note = note
        self.commit = commit
        self.proposal = proposal
        self.enactedBy = enactedBy
        self.at = at
    }

    package static let sql = """
        INSERT INTO policy_bundles (team_id, number, digest, files, note, commit, proposal, enacted_by, enacted_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """
    package var parameters: [any SQLValue] { [team, number, digest, files, note, commit, proposal, enactedBy, at] }
}

/// Every bundle that was ever in force, newest first, with who stood behind it; or the one with a number.
package struct PolicyVersions: Query {
    package struct Row: Sendable {
        package let number: Int
        package let digest: Digest
        package let note: String
        package let commit: String
        /// Nil for a first bundle, which one admin enacts alone, as is `proposedBy`.
        package let proposal: Int?
        package let proposedBy: String?
        /// Whose yes counted.
        package let approvedBy: [String]
        package let isWeaker: Bool
        package let enactedBy: String
        package let enactedAt: Timestamp
    }

    package let team: String
    package let number: Int?

    package init(team: String, number: Int? = nil) {
        self.team = team
        self.number = number
    }

    package static let sql = """
        SELECT bundles.number, bundles.digest, bundles.note, bundles.commit, proposal, proposers.login,
            array(SELECT login FROM unnest(approved_by) WITH ORDINALITY AS approvers (id, place) JOIN persons USING (id)
                ORDER BY place),
            coalesce(is_weaker, false), enacters.login, enacted_at
        FROM policy_bundles AS bundles JOIN persons AS enacters ON enacters.id = enacted_by
            LEFT JOIN policy_proposals AS proposals ON proposals.team_id = bundles.team_id
                AND proposals.number = bundles.proposal
            LEFT JOIN persons AS proposers ON proposers.id = proposed_by
        WHERE bundles.team_id = $1 AND ($2::integer IS NULL OR bundles.number = $2)
        ORDER BY bundles.number DESC LIMIT 500
        """
    package var parameters: [any SQLValue] { [team, number] }

    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            number: try columns.next(), digest: try columns.next(), note: try columns.next(),
            commit: try columns.next(), proposal: try columns.next(), proposedBy: try columns.next(),
            approvedBy: try columns.next(), isWeaker: try columns.next(), enactedBy: try columns.next(),
            enactedAt: try columns.next())
    }
}

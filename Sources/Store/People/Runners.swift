import Domain

package struct InsertRunner: Command {
    package let team: String
    package let id: String
    package let name: String
    package let operatorID: String
    package let tokenHash: Digest
    package let labels: [String]
    package let at: Timestamp

    package init(
        team: String, id: String, name: String, operatorID: String, tokenHash: Digest, labels: [String], at: Timestamp
    ) {
        self.team = team
        self.id = id
        self.name = name
        self.operatorID = operatorID
        self.tokenHash = tokenHash
        self.labels = labels
        self.at = at
    }

    package static let sql = """
        INSERT INTO runners (team_id, id, name, operator_id, token_hash, labels, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """
    package var parameters: [any SQLValue] { [team, id, name, operatorID, tokenHash, labels, at] }
}

/// The team's runners by name, revoked ones too.
package struct Runners: Query {
    package struct Row: Sendable {
        package let id: String
        package let name: String
        package let labels: [String]
        package let operatorLogin: String
        package let host: String
        package let createdAt: Timestamp
        package let lastSeenAt: Timestamp?
        package let revokedAt: Timestamp?
    }

    package let team: String

    package init(team: String) { self.team = team }

    package static let sql = """
        SELECT runners.id, runners.name, labels, login, host, runners.created_at, last_seen_at, revoked_at
        FROM runners JOIN persons ON persons.id = operator_id WHERE team_id = $1 ORDER BY runners.name
        """
    package var parameters: [any SQLValue] { [team] }

    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            id: try columns.next(), name: try columns.next(), labels: try columns.next(),
            operatorLogin: try columns.next(), host: try columns.next(), createdAt: try columns.next(),
            lastSeenAt: try columns.next(), revokedAt: try columns.next())
    }
}

/// Touches no row if there is no such runner or if it has been revoked.
package struct RevokeRunner: Command {
    package let team: String
    package let id: String
    package let at: Timestamp

    package init(team: String, id: String, at: Timestamp) {
        self.team = team
        self.id = id
        self.at = at
    }

    package static let sql = """
        UPDATE runners SET revoked_at = $3 WHERE team_id = $1 AND id = $2 AND revoked_at IS NULL
        """
    package var parameters: [any SQLValue] { [team, id, at] }
}

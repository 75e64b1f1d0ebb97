import Domain

package struct InsertToken: Command {
    package let id: String
    package let hash: Digest
    /// A login session rather than a personal token.
    package let isSession: Bool
    package let person: String
    package let name: String
    package let scopes: [Scope]
    package let createdAt: Timestamp
    package let expiresAt: Timestamp

    package init(
        id: String, hash: Digest, isSession: Bool, person: String, name: String, scopes: [Scope], createdAt: Timestamp,
        expiresAt: Timestamp
    ) {
        self.id = id
        self.hash = hash
        self.isSession = isSession
        self.person = person
        self.name = name
        self.scopes = scopes
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }

    package static let sql = """
        INSERT INTO tokens (id, hash, kind, person_id, name, scopes, created_at, expires_at)
        VALUES ($1, $2, CASE WHEN $3 THEN 'session' ELSE 'personal' END, $4, $5, $6, $7, $8)
        """
    package var parameters: [any SQLValue] { [id, hash, isSession, person, name, scopes, createdAt, expiresAt] }
}

/// A person's tokens and sessions that work now, oldest first; never their hashes.
package struct LiveTokens: Query {
    package struct Row: Sendable {
        package let id: String
        package let kind: String
        package let name: String
        package let scopes: [Scope]
        package let createdAt: Timestamp
        package let expiresAt: Timestamp
    }

    package let person: String

    package init(person: String) { self.person = person }

    package static let sql = """
        SELECT id, kind, name, scopes, created_at, expires_at FROM tokens
        WHERE person_id = $1 AND revoked_at IS NULL AND expires_at > now() ORDER BY created_at, id
        """
    package var parameters: [any SQLValue] { [person] }

    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            id: try columns.next(), kind: try columns.next(), name: try columns.next(), scopes: try columns.next(),
            createdAt: try columns.next(), expiresAt: try columns.next())
    }
}

/// Whether a token of this person has been revoked; no row if it is nobody's or somebody else's.
package struct TokenIsRevoked: Query {
    package typealias Row = Bool
    package let id: String
    package let person: String

    package init(id: String, person: String) {
        self.id = id
        self.person = person
    }

    package static let sql = "SELECT revoked_at IS NOT NULL FROM tokens WHERE id = $1 AND person_id = $2 FOR UPDATE"
    package var parameters: [any SQLValue] { [id, person] }
}

package struct RevokeToken: Command {
    package let id: String
    package let at: Timestamp

    package init(id: String, at: Timestamp) {
        self.id = id
        self.at = at
    }

    package static let sql = "UPDATE tokens SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL"
    package var parameters: [any SQLValue] { [id, at] }
}

/// Ends every token and session of a person.
package struct RevokeTokensOfPerson: Command {
    package let person: String
    package let at: Timestamp

    package init(person: String, at: Timestamp) {
        self.person = person
        self.at = at
    }

    package static let sql = "UPDATE tokens SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL"
    package var parameters: [any SQLValue] { [person, at] }
}

/// Ends every session of a person but one.
package struct RevokeOtherSessions: Command {
    package let person: String
    package let current: String
    package let at: Timestamp

    package init(person: String, current: String, at: Timestamp) {
        self.person = person
        self.current = current
        self.at = at
    }

    package static let sql = """
        UPDATE tokens SET revoked_at = $3
        WHERE person_id = $1 AND id <> $2 AND kind = 'session' AND revoked_at IS NULL
        """
    package var parameters: [any SQLValue] { [person, current, at] }
}

import Domain

/// The answer that was given to this key before.
package struct StoredAnswer: Query {
    package struct Row: Sendable {
        package let requestDigest: Digest
        package let body: String
    }

    package let actor: String
    package let key: String

    package init(actor: String, key: String) {
        self.actor = actor
        self.key = key
    }

    package static let sql = "SELECT request_digest, body FROM idempotency_keys WHERE actor = $1 AND key = $2"
    package var parameters: [any SQLValue] { [actor, key] }

    package static func row(_ columns: inout Columns) throws -> Row {
        Row(requestDigest: try columns.next(), body: try columns.next())
    }
}

/// Keeps an answer in the transaction of its change. A second one for the same key violates `idempotency_keys_pkey`.
package struct StoreAnswer: Command {
    package let actor: String
    package let key: String
    package let requestDigest: Digest
    package let body: String

    package init(actor: String, key: String, requestDigest: Digest, body: String) {
        self.actor = actor
        self.key = key
        self.requestDigest = requestDigest
        self.body = body
    }

    package static let sql = """
        INSERT INTO idempotency_keys (actor, key, request_digest, status, body) VALUES ($1, $2, $3, 200, $4)
        """
    package var parameters: [any SQLValue] { [actor, key, requestDigest, body] }
}

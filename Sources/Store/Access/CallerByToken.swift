import Domain

/// The person behind a token that is valid now, with their teams; no row for any other token. Works outside any team.
package struct CallerByToken: Query {
    package struct Row: Sendable {
        package let tokenID: String
        package let isSession: Bool
        package let scopes: [Scope]
        package let personID: String
        package let login: String
        package let isOperator: Bool
        /// Team name to `{"id", "title", "roles"}`.
        package let memberships: JSON
    }

    package let hash: Digest

    package init(hash: Digest) { self.hash = hash }

    package static let sql = """
        SELECT token_id, kind = 'session', scopes, person_id, login, is_operator, memberships FROM caller_by_token($1)
        """
    package var parameters: [any SQLValue] { [hash] }

    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            tokenID: try columns.next(), isSession: try columns.next(), scopes: try columns.next(),
            personID: try columns.next(), login: try columns.next(), isOperator: try columns.next(),
            memberships: try columns.next())
    }
}

import Domain

package struct PersonRow: Sendable {
    package let id: String
    package let login: String
    package let name: String
    package let isOperator: Bool
    package let createdAt: Timestamp
    package let disabledAt: Timestamp?

    init(_ columns: inout Columns) throws {
        id = try columns.next()
        login = try columns.next()
        name = try columns.next()
        isOperator = try columns.next()
        createdAt = try columns.next()
        disabledAt = try columns.next()
    }

    static let columns = "id, login, name, is_operator, created_at, disabled_at FROM persons"
}

package struct PersonByLogin: Query {
    package let login: String

    package init(login: String) { self.login = login }

    package static let sql = "SELECT \(PersonRow.columns) WHERE login = $1"
    package var parameters: [any SQLValue] { [login] }
    package static func row(_ columns: inout Columns) throws -> PersonRow { try PersonRow(&columns) }
}

/// Everybody, by login.
package struct Persons: Query {
    package let after: String
    package let limit: Int

    package init(after: String, limit: Int) {
        self.after = after
        self.limit = limit
    }

    package static let sql = "SELECT \(PersonRow.columns) WHERE login > $1 ORDER BY login LIMIT $2"
    package var parameters: [any SQLValue] { [after, limit] }
    package static func row(_ columns: inout Columns) throws -> PersonRow { try PersonRow(&columns) }
}

/// The ids of the operators who are not disabled; each stays as it is until the transaction ends.
package struct LockOperators: Query {
    package typealias Row = String

    package init() {}

    package static let sql = "SELECT id FROM persons WHERE is_operator AND disabled_at IS NULL ORDER BY id FOR UPDATE"
}

package struct InsertPerson: Command {
    package let id: String
    package let login: String
    package let name: String
    package let passwordHash: String
    package let isOperator: Bool
    package let at: Timestamp

    package init(id: String, login: String, name: String, passwordHash: String, isOperator: Bool, at: Timestamp) {
        self.id = id
        self.login = login
        self.name = name
        self.passwordHash = passwordHash
        self.isOperator = isOperator
        self.at = at
    }

    package static let sql = """
        INSERT INTO persons (id, login, name, password_hash, is_operator, created_at) VALUES ($1, $2, $3, $4, $5, $6)
        """
    package var parameters: [any SQLValue] { [id, login, name, passwordHash, isOperator, at] }
}

/// Touches no row if the person is disabled already.
package struct DisablePerson: Command {
    package let id: String
    package let at: Timestamp

    package init(id: String, at: Timestamp) {
        self.id = id
        self.at = at
    }

    package static let sql = "UPDATE persons SET disabled_at = $2 WHERE id = $1 AND disabled_at IS NULL"
    package var parameters: [any SQLValue] { [id, at] }
}

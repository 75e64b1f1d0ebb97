import Domain

/// Counts an attempt with a password as failed, before anybody knows whether it is, and answers whose it is; no row for a
/// login that is unknown, disabled or locked. One statement, so that many attempts at once are counted one by one.
package struct CountPasswordAttempt: Query {
    package struct Row: Sendable {
        package let personID: String
        package let passwordHash: String
    }

    package let login: String
    /// The attempt that locks.
    package let lockingAttempt: Int
    /// The first lock; each further attempt doubles it.
    package let lockSeconds: Int
    package let mostDoublings: Int

    package init(login: String, lockingAttempt: Int, lockSeconds: Int, mostDoublings: Int) {
        self.login = login
        self.lockingAttempt = lockingAttempt
        self.lockSeconds = lockSeconds
        self.mostDoublings = mostDoublings
    }

    package static let sql = """
        UPDATE persons SET failed_logins = failed_logins + 1,
            locked_until = CASE WHEN failed_logins + 1 >= $2::integer THEN clock_timestamp() +
                $3::integer * 2 ^ least(failed_logins + 1 - $2::integer, $4::integer) * interval '1 second' END
        WHERE login = $1 AND disabled_at IS NULL AND (locked_until IS NULL OR locked_until <= clock_timestamp())
        RETURNING id, password_hash
        """
    package var parameters: [any SQLValue] { [login, lockingAttempt, lockSeconds, mostDoublings] }

    package static func row(_ columns: inout Columns) throws -> Row {
        Row(personID: try columns.next(), passwordHash: try columns.next())
    }
}

/// The password was right: earlier failures no longer count.
package struct ForgetPasswordAttempts: Command {
    package let person: String

    package init(person: String) { self.person = person }

    package static let sql = "UPDATE persons SET failed_logins = 0, locked_until = NULL WHERE id = $1"
    package var parameters: [any SQLValue] { [person] }
}

package struct SetPassword: Command {
    package let person: String
    package let hash: String

    package init(person: String, hash: String) {
        self.person = person
        self.hash = hash
    }

    package static let sql = "UPDATE persons SET password_hash = $2 WHERE id = $1"
    package var parameters: [any SQLValue] { [person, hash] }
}

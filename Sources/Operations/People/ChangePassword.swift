import API
import Domain
import Platform
import Store

/// Sets a new password for whoever knows the old one; every other session of theirs ends.
package enum ChangePassword {
    /// Takes twice as long as Argon2id does.
    package static func run(_ context: Context, _ input: PasswordChange) throws {
        let person = try context.person()
        try PersonText.checkPassword(input.new)
        _ = try PasswordCheck.person(login: person.login, password: input.current, context.services)
        let hash = try PasswordHash.hash(input.new, cost: context.services.passwordCost)
        try context.ownAccount().change { change in
            try change.tx.run(SetPassword(person: person.id, hash: hash))
            try change.tx.run(
                RevokeOtherSessions(person: person.id, current: person.tokenID, at: change.tx.startedAt))
            try change.record("password_changed", "person:\(person.id)")
        }
    }
}

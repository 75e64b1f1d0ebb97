import Domain
import Platform
import Store

/// Whether a password is a person's. Guessing is slowed down for each person: the fifth wrong attempt in a row locks for a
/// minute, each further one for twice as long, up to an hour; a right one forgets them all. An attempt is counted before
/// the password is looked at, so many at once get no more tries than one after the other.
///
/// Whoever does not know the password learns nothing: a login that is unknown, disabled or locked gets the same answer as a
/// wrong password, after the same work.
package enum PasswordCheck {
    private static let lockingAttempt = 5
    private static let lockSeconds = 60
    /// 60 s · 2⁶ = 64 minutes.
    private static let mostDoublings = 6

    /// Answers the person's id. Takes as long as Argon2id does: call it on `Lane.password`, and never within a transaction.
    /// Throws `wrong_credentials` for everything else.
    package static func person(login: String, password: String, _ services: Services) throws -> String {
        let attempt = CountPasswordAttempt(
            login: login, lockingAttempt: lockingAttempt, lockSeconds: lockSeconds, mostDoublings: mostDoublings)
        guard let row = try services.pool.first(attempt) else {
            _ = try PasswordHash.hash(password, cost: services.passwordCost)
            throw wrong
        }
        guard PasswordHash.verify(password, against: row.passwordHash) else { throw wrong }
        try services.pool.transaction(.none) { try $0.run(ForgetPasswordAttempts(person: row.personID)) }
        return row.personID
    }

    private static let wrong = Failure(
        .wrongCredentials,
        "this login and password do not fit; after \(lockingAttempt) failures in a row a login rests for a while, "
            + "so wait a minute if you are sure")
}

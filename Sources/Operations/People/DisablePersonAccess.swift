import API
import Domain
import Store

/// Ends a person's access: all tokens stop working, nobody can log in as them, what they did stays. Somebody must be left
/// who can operate the installation. The database has their teams look again at what is in review.
package enum DisablePersonAccess {
    package static func run(_ context: Context, login: String) throws -> PersonView {
        try context.installation().change { change in
            let operators = try change.tx.all(LockOperators())
            guard let person = try change.tx.first(PersonByLogin(login: login)) else {
                throw Failure.missing("person", login)
            }
            guard operators != [person.id] else {
                throw Failure(.wrongState, "\(login) is the last operator; create another one first")
            }
            let at = try change.tx.startedAt
            guard try change.tx.runNow(DisablePerson(id: person.id, at: at)) == 1 else { return PersonView(person) }
            let ended = try change.tx.runNow(RevokeTokensOfPerson(person: person.id, at: at))
            try change.record("person_disabled", "person:\(person.id)", ["tokens_ended": .integer(Int64(ended))])
            guard let disabled = try change.tx.first(PersonByLogin(login: login)) else {
                throw Failure.missing("person", login)
            }
            return PersonView(disabled)
        }
    }
}

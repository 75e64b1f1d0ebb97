import API
import Domain
import Store

/// Who is calling.
package enum ShowMe {
    package static func run(_ context: Context) throws -> MeView {
        let person = try context.person()
        guard let row = try context.services.pool.first(PersonByLogin(login: person.login)) else {
            throw Failure.missing("person", person.login)
        }
        return MeView(
            person: PersonView(row), scopes: Scope.allCases.filter(person.scopes.contains),
            teams: ListTeams.views(person))
    }
}

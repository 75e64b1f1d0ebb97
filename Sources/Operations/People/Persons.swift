import API
import Domain
import Platform
import Store

/// Adds a person to the installation. They belong to no team yet.
package enum CreatePerson {
    /// Takes as long as Argon2id does.
    package static func run(_ context: Context, _ input: PersonRequest) throws -> PersonView {
        try create(context.installation(), input)
    }

    static func create(_ installation: TeamContext, _ input: PersonRequest) throws -> PersonView {
        try PersonText.checkName(input.login, "login")
        try PersonText.checkLine(input.name, "name")
        try PersonText.checkPassword(input.password)
        let id = Identifier.make(.person)
        let hash = try PasswordHash.hash(input.password, cost: installation.services.passwordCost)
        return try installation.change { change in
            let person = InsertPerson(
                id: id, login: input.login, name: input.name, passwordHash: hash,
                isOperator: input.isOperator ?? false, at: change.tx.startedAt)
            do {
                try change.tx.run(person)
            } catch DatabaseError.uniqueViolation {
                throw Failure(.alreadyExists, "there is a person \(input.login) already")
            }
            try change.record(
                "person_created", "person:\(id)",
                ["login": .string(input.login), "is_operator": .bool(person.isOperator)])
            return PersonView(
                id: id, login: person.login, name: person.name, isOperator: person.isOperator, createdAt: person.at)
        }
    }
}

/// Makes the first operator, or another one when nobody can log in any more. Whoever can call this can write to the
/// database anyway: it is for the service's command line on the host, never for the API.
package enum BootstrapOperator {
    @discardableResult
    package static func run(
        _ services: Services, login: String, name: String, password: String
    ) throws -> PersonView {
        let installation = TeamContext.system(
            job: "bootstrap", teamID: TeamContext.installationID, services: services)
        let request = PersonRequest(login: login, name: name, password: password, isOperator: true)
        return try CreatePerson.create(installation, request)
    }
}

/// Every person of the installation, by login; for its operators.
package enum ListPersons {
    package static func run(_ context: Context, _ page: PageRequest) throws -> Page<PersonView> {
        let rows = try context.installation().read { tx in
            try tx.all(Store.Persons(after: page.after.first ?? "", limit: page.limit + 1))
        }
        return page.page(rows, key: { [$0.login] }, item: PersonView.init)
    }
}

/// Ends a person's access: all tokens stop working, nobody can log in as them, what they did stays. Somebody must be left
/// who can operate the installation.
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
            let at = change.tx.startedAt
            guard try change.tx.run(DisablePerson(id: person.id, at: at)) == 1 else { return PersonView(person) }
            let ended = try change.tx.run(RevokeTokensOfPerson(person: person.id, at: at))
            try change.record("person_disabled", "person:\(person.id)", ["tokens_ended": .integer(Int64(ended))])
            guard let disabled = try change.tx.first(PersonByLogin(login: login)) else {
                throw Failure.missing("person", login)
            }
            return PersonView(disabled)
        }
    }
}

extension PersonView {
    init(_ row: PersonRow) {
        self.init(
            id: row.id, login: row.login, name: row.name, isOperator: row.isOperator, createdAt: row.createdAt,
            disabledAt: row.disabledAt)
    }
}

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
                isOperator: input.isOperator ?? false, at: try change.tx.startedAt)
            do {
                try change.tx.runNow(person)
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

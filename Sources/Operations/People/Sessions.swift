import API
import Domain
import Platform
import Store

/// Logs in with a password: a session has every scope of a person.
package enum OpenSession {
    /// A working day. A session is also how people sign, so it does not last for weeks.
    private static let lifetimeSeconds: Int64 = 12 * 3600

    /// Takes as long as Argon2id does.
    package static func run(_ services: Services, _ input: LoginRequest) throws -> TokenSecret {
        let person = try PasswordCheck.person(login: input.login, password: input.password, services)
        let token = Token.make(.person)
        let id = Identifier.make(.token)
        let account = TeamContext.account(of: person, Context(services: services, caller: .nobody))
        return try account.change { change in
            let now = change.tx.startedAt
            let expiresAt = now + lifetimeSeconds
            try change.tx.run(
                InsertToken(
                    id: id, hash: token.hash, isSession: true, person: person, name: "",
                    scopes: Scope.allCases.filter { $0 != .runner }, createdAt: now, expiresAt: expiresAt))
            try change.record("session_opened", "person:\(person)", ["token": .string(id)])
            return TokenSecret(id: id, secret: token.secret, expiresAt: expiresAt)
        }
    }
}

/// Logs out: the token that the caller uses stops working, whatever its kind.
package enum CloseSession {
    package static func run(_ context: Context) throws {
        let person = try context.person()
        try context.ownAccount().change { change in
            try change.tx.run(RevokeToken(id: person.tokenID, at: change.tx.startedAt))
            try change.record("session_closed", "person:\(person.id)", ["token": .string(person.tokenID)])
        }
    }
}

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

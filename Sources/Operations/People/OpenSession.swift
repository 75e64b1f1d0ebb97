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
            let now = try change.tx.startedAt
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

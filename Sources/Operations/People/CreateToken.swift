import API
import Domain
import Platform
import Store

/// A personal token for scripts: never more than the token that it is made with may do.
package enum CreateToken {
    private static let lifetimeDays = 1...366

    package static func run(_ context: Context, _ input: TokenRequest) throws -> TokenSecret {
        let person = try context.person()
        try PersonText.checkLine(input.name, "token's name")
        guard lifetimeDays.contains(input.days) else {
            throw Failure(
                .invalidInput,
                "a token lives \(lifetimeDays.lowerBound) to \(lifetimeDays.upperBound) days, not \(input.days)")
        }
        guard !input.scopes.isEmpty else { throw Failure(.invalidInput, "a token needs at least one scope") }
        let scopes = Set(input.scopes)
        let missing = scopes.subtracting(person.scopes).map(\.rawValue).sorted()
        guard missing.isEmpty else {
            throw Failure(
                .scopeMissing, "you cannot hand out what you do not have here: \(missing.joined(separator: ", "))")
        }
        let token = Token.make(.person)
        let id = Identifier.make(.token)
        return try context.ownAccount().change { change in
            let now = try change.tx.startedAt
            let expiresAt = now + Int64(input.days) * 86_400
            let ordered = Scope.allCases.filter(scopes.contains)
            try change.tx.run(
                InsertToken(
                    id: id, hash: token.hash, isSession: false, person: person.id, name: input.name, scopes: ordered,
                    createdAt: now, expiresAt: expiresAt))
            try change.record(
                "token_created", "person:\(person.id)",
                ["token": .string(id), "scopes": .array(ordered.map { .string($0.rawValue) })])
            return TokenSecret(id: id, secret: token.secret, expiresAt: expiresAt)
        }
    }
}

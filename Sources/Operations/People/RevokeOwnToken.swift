import Domain
import Store

/// Ends a token or session of the caller; one that has ended already stays so.
package enum RevokeOwnToken {
    package static func run(_ context: Context, token id: String) throws {
        let person = try context.person()
        try context.ownAccount().change { change in
            guard let isRevoked = try change.tx.first(TokenIsRevoked(id: id, person: person.id)) else {
                throw Failure.missing("token", id)
            }
            guard !isRevoked else { return }
            try change.tx.run(RevokeToken(id: id, at: change.tx.startedAt))
            try change.record("token_revoked", "person:\(person.id)", ["token": .string(id)])
        }
    }
}

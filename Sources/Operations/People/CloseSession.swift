import Domain
import Store

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

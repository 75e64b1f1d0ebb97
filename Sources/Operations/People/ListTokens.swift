import API
import Domain
import Store

/// The caller's tokens and sessions that work now.
package enum ListTokens {
    package static func run(_ context: Context) throws -> Page<TokenView> {
        let person = try context.person()
        let rows = try context.ownAccount().read { tx in try tx.all(LiveTokens(person: person.id)) }
        return Page(
            items: rows.map { row in
                TokenView(
                    id: row.id, kind: row.kind, name: row.name, scopes: row.scopes, createdAt: row.createdAt,
                    expiresAt: row.expiresAt)
            })
    }
}

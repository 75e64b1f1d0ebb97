/// What is recorded of a change, in the transaction that makes it. The leaf digest is SHA-256 over a zero byte and the
/// entry's canonical JSON (RFC 6962's leaf), so that a log of them can be sealed and proven later.
package struct AuditEntry: Sendable {
    package let canonical: String
    package let leaf: Digest

    /// - Parameters:
    ///   - name: `<noun>_<past participle>`.
    ///   - subject: `<kind>:<id>` of what was changed.
    ///   - data: digests and facts, never content that may have to be erased, never a secret.
    package init(
        name: String, actor: Actor, team: String, subject: String, at: Timestamp, data: [String: JSON]
    ) {
        let entry: JSON = [
            "actor": .string(actor.text), "at": .string(at.description), "data": .object(data), "name": .string(name),
            "subject": .string(subject), "team": .string(team),
        ]
        canonical = entry.canonical
        leaf = Self.leaf(of: canonical)
    }

    /// The leaf digest of an entry's canonical text.
    package static func leaf(of canonical: String) -> Digest { Digest.of([0] + Array(canonical.utf8)) }
}

import Domain

/// Appends an audit entry; the database checks that the leaf is the digest of the entry.
package struct InsertEvent: Command {
    package let team: String
    package let at: Timestamp
    package let name: String
    package let actor: String
    package let subject: String
    package let entry: String
    package let leaf: Digest

    package init(
        team: String, at: Timestamp, name: String, actor: String, subject: String, entry: String, leaf: Digest
    ) {
        self.team = team
        self.at = at
        self.name = name
        self.actor = actor
        self.subject = subject
        self.entry = entry
        self.leaf = leaf
    }

    package static let sql = """
        INSERT INTO events (team_id, at, name, actor, subject, entry, leaf) VALUES ($1, $2, $3, $4, $5, $6, $7)
        """
    package var parameters: [any SQLValue] { [team, at, name, actor, subject, entry, leaf] }
}

import Domain

package struct AuditEntryView: Message {
    package var position: Int64
    package var at: Timestamp
    package var name: String
    package var actor: String
    package var subject: String
    /// The canonical entry; its leaf is SHA-256 over a zero byte and these bytes.
    package var entry: String
    package var leaf: Digest

    package init(
        position: Int64, at: Timestamp, name: String, actor: String, subject: String, entry: String, leaf: Digest
    ) {
        self.position = position
        self.at = at
        self.name = name
        self.actor = actor
        self.subject = subject
        self.entry = entry
        self.leaf = leaf
    }
}

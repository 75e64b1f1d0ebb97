import Domain

/// One version of a context document, without its text.
package struct ContextVersionRow: Sendable {
    package let layer: ContextLayer
    package let project: String
    package let number: Int
    package let state: ContextState
    package let digest: Digest
    package let note: String
    package let authorID: String
    /// Logins.
    package let author: String
    package let decidedBy: String?
    package let confirmedBy: String?
    package let createdAt: Timestamp
    package let decidedAt: Timestamp?
    /// The latest of several.
    package let confirmedAt: Timestamp?
    /// Nothing but white space.
    package let isBlank: Bool

    init(_ columns: inout Columns) throws {
        layer = try columns.next()
        project = try columns.next()
        number = try columns.next()
        state = try columns.next()
        digest = try columns.next()
        note = try columns.next()
        authorID = try columns.next()
        author = try columns.next()
        decidedBy = try columns.next()
        confirmedBy = try columns.next()
        createdAt = try columns.next()
        decidedAt = try columns.next()
        confirmedAt = try columns.next()
        isBlank = try columns.next()
    }

    static let columns = """
        documents.layer, documents.project, documents.number, state, digest, note, author_id, author.login, decider.login,
            confirmer.login, documents.created_at, decided_at, confirmed_at, documents.text !~ '\\S'
        """
    /// - Parameter documents: rows of `context_documents`, as a table or a query in parentheses.
    static func tables(_ documents: String = "context_documents") -> String {
        """
        \(documents) documents JOIN persons author ON author.id = author_id
            LEFT JOIN persons decider ON decider.id = decided_by
            LEFT JOIN LATERAL (SELECT confirmed_by, confirmed_at FROM context_confirmations
                WHERE context_confirmations.team_id = documents.team_id AND context_confirmations.layer = documents.layer
                    AND context_confirmations.project = documents.project
                    AND context_confirmations.number = documents.number
                ORDER BY confirmed_at DESC LIMIT 1) confirmation ON true
            LEFT JOIN persons confirmer ON confirmer.id = confirmed_by
        """
    }
}

/// One version with its text.
package struct ContextDocumentRow: Sendable {
    package let version: ContextVersionRow
    package let text: String
    package let sources: [LineSource]

    init(_ columns: inout Columns) throws {
        version = try ContextVersionRow(&columns)
        text = try columns.next()
        sources = (try columns.next(JSON.self).array ?? []).compactMap(LineSource.init)
    }

    static let columns = "\(ContextVersionRow.columns), text, sources"
}

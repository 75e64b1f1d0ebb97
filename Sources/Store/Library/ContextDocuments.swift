import Domain

/// One version of a context document.
package struct ContextDocumentRow: Sendable {
    package let layer: ContextLayer
    package let project: String
    package let number: Int
    package let digest: Digest
    package let author: String
    package let createdAt: Timestamp
    package let text: String

    init(_ columns: inout Columns) throws {
        layer = try columns.next()
        project = try columns.next()
        number = try columns.next()
        digest = try columns.next()
        author = try columns.next()
        createdAt = try columns.next()
        text = try columns.next()
    }

    static let columns = """
        layer, project, number, digest, login, context_documents.created_at, text
        FROM context_documents JOIN persons ON persons.id = author_id
        """
}

/// The newest version of each document that a run of this team inherits: the organisation's, the team's, the project's.
package struct EffectiveDocuments: Query {
    package let team: String
    /// Empty: no project.
    package let project: String

    package init(team: String, project: String) {
        self.team = team
        self.project = project
    }

    package static let sql = """
        SELECT DISTINCT ON (layer, project) \(ContextDocumentRow.columns)
        WHERE layer = 'organisation' OR (team_id = $1 AND (layer = 'team' OR (layer = 'project' AND project = $2)))
        ORDER BY layer, project, number DESC
        """
    package var parameters: [any SQLValue] { [team, project] }
    package static func row(_ columns: inout Columns) throws -> ContextDocumentRow { try ContextDocumentRow(&columns) }
}

/// The newest version of one document.
package struct LatestContextDocument: Query {
    package let team: String
    package let layer: ContextLayer
    package let project: String

    package init(team: String, layer: ContextLayer, project: String) {
        self.team = team
        self.layer = layer
        self.project = project
    }

    package static let sql = """
        SELECT \(ContextDocumentRow.columns) WHERE team_id = $1 AND layer = $2 AND project = $3
        ORDER BY number DESC LIMIT 1
        """
    package var parameters: [any SQLValue] { [team, layer, project] }
    package static func row(_ columns: inout Columns) throws -> ContextDocumentRow { try ContextDocumentRow(&columns) }
}

/// One version of one document.
package struct ContextDocumentVersion: Query {
    package let team: String
    package let layer: ContextLayer
    package let project: String
    package let number: Int

    package init(team: String, layer: ContextLayer, project: String, number: Int) {
        self.team = team
        self.layer = layer
        self.project = project
        self.number = number
    }

    package static let sql = """
        SELECT \(ContextDocumentRow.columns) WHERE team_id = $1 AND layer = $2 AND project = $3 AND number = $4
        """
    package var parameters: [any SQLValue] { [team, layer, project, number] }
    package static func row(_ columns: inout Columns) throws -> ContextDocumentRow { try ContextDocumentRow(&columns) }
}

package struct InsertContextDocument: Command {
    package let team: String
    package let layer: ContextLayer
    package let project: String
    package let number: Int
    package let text: String
    package let digest: Digest
    package let author: String
    package let at: Timestamp

    package init(
        team: String, layer: ContextLayer, project: String, number: Int, text: String, digest: Digest, author: String,
        at: Timestamp
    ) {
        self.team = team
        self.layer = layer
        self.project = project
        self.number = number
        self.text = text
        self.digest = digest
        self.author = author
        self.at = at
    }

    package static let sql = """
        INSERT INTO context_documents (team_id, layer, project, number, text, digest, author_id, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """
    package var parameters: [any SQLValue] { [team, layer, project, number, text, digest, author, at] }
}

import Domain

/// What is in force for a run of this team: the organisation's, the team's, the project's newest approved document.
package struct EffectiveDocuments: Query {
    package let team: String
    /// Empty: no project.
    package let project: String

    package init(team: String, project: String) {
        self.team = team
        self.project = project
    }

    private static let newest = """
        SELECT DISTINCT ON (layer, project) * FROM context_documents
        WHERE state = 'approved'
            AND (layer = 'organisation' OR (team_id = $1 AND (layer = 'team' OR (layer = 'project' AND project = $2))))
        ORDER BY layer, project, number DESC
        """
    package static let sql = """
        SELECT \(ContextDocumentRow.columns) FROM \(ContextVersionRow.tables("(\(newest))"))
        ORDER BY documents.layer, documents.project
        """
    package var parameters: [any SQLValue] { [team, project] }
    package static func row(_ columns: inout Columns) throws -> ContextDocumentRow { try ContextDocumentRow(&columns) }
}

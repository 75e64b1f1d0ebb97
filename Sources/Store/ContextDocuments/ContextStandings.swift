import Domain

/// Of each document of a team, and of the organisation's, the newest version in force and the proposal that waits, one after
/// the other; what the organisation's operators still talk about only for themselves.
package struct ContextStandings: Query {
    package let team: String

    package init(team: String) { self.team = team }

    private static let newest = """
        SELECT DISTINCT ON (layer, project, state) * FROM context_documents
        WHERE state IN ('approved', 'proposed') AND (team_id = $1 OR layer = 'organisation')
        ORDER BY layer, project, state, number DESC
        """
    package static let sql = """
        SELECT \(ContextVersionRow.columns) FROM \(ContextVersionRow.tables("(\(newest))"))
        ORDER BY documents.layer, documents.project, documents.number
        """
    package var parameters: [any SQLValue] { [team] }
    package static func row(_ columns: inout Columns) throws -> ContextVersionRow { try ContextVersionRow(&columns) }
}

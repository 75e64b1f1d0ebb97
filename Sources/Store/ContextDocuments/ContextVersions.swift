import Domain

/// Every version of a document, newest first.
package struct ContextVersions: Query {
    package let team: String
    package let layer: ContextLayer
    /// Empty but for the layer of projects.
    package let project: String

    package init(team: String, layer: ContextLayer, project: String) {
        self.team = team
        self.layer = layer
        self.project = project
    }

    package static let sql = """
        SELECT \(ContextVersionRow.columns) FROM \(ContextVersionRow.tables())
        WHERE documents.team_id = $1 AND documents.layer = $2 AND documents.project = $3 ORDER BY documents.number DESC
        """
    package var parameters: [any SQLValue] { [team, layer, project] }
    package static func row(_ columns: inout Columns) throws -> ContextVersionRow { try ContextVersionRow(&columns) }
}

/// One version with its text.
package struct ContextVersion: Query {
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
        SELECT \(ContextDocumentRow.columns) FROM \(ContextVersionRow.tables())
        WHERE documents.team_id = $1 AND documents.layer = $2 AND documents.project = $3 AND documents.number = $4
        """
    package var parameters: [any SQLValue] { [team, layer, project, number] }
    package static func row(_ columns: inout Columns) throws -> ContextDocumentRow { try ContextDocumentRow(&columns) }
}

/// The versions that came into force one after the other, oldest first.
package struct ApprovedContext: Query {
    package let team: String
    package let layer: ContextLayer
    package let project: String

    package init(team: String, layer: ContextLayer, project: String) {
        self.team = team
        self.layer = layer
        self.project = project
    }

    package static let sql = """
        SELECT \(ContextDocumentRow.columns) FROM \(ContextVersionRow.tables())
        WHERE documents.team_id = $1 AND documents.layer = $2 AND documents.project = $3 AND state = 'approved'
        ORDER BY documents.number
        """
    package var parameters: [any SQLValue] { [team, layer, project] }
    package static func row(_ columns: inout Columns) throws -> ContextDocumentRow { try ContextDocumentRow(&columns) }
}

/// A version that is about to be decided: waits for whoever decides it now.
package struct LockContextVersion: Query {
    package typealias Row = ContextState
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
        SELECT state FROM context_documents WHERE team_id = $1 AND layer = $2 AND project = $3 AND number = $4 FOR UPDATE
        """
    package var parameters: [any SQLValue] { [team, layer, project, number] }
}

/// What a team's people have proposed and nobody has decided, oldest first.
package struct ProposedContext: Query {
    package let team: String

    package init(team: String) { self.team = team }

    package static let sql = """
        SELECT \(ContextVersionRow.columns) FROM \(ContextVersionRow.tables())
        WHERE documents.team_id = $1 AND state = 'proposed' ORDER BY documents.created_at, documents.layer, documents.project
        """
    package var parameters: [any SQLValue] { [team] }
    package static func row(_ columns: inout Columns) throws -> ContextVersionRow { try ContextVersionRow(&columns) }
}

/// What is in force and was neither put in force nor confirmed for so many days, the longest first.
package struct StaleContext: Query {
    package let team: String
    package let days: Int

    package init(team: String, days: Int) {
        self.team = team
        self.days = days
    }

    private static let newest = """
        SELECT DISTINCT ON (layer, project) * FROM context_documents WHERE team_id = $1 AND state = 'approved'
        ORDER BY layer, project, number DESC
        """
    package static let sql = """
        SELECT \(ContextVersionRow.columns) FROM \(ContextVersionRow.tables("(\(newest))"))
        WHERE coalesce(confirmed_at, decided_at) <= clock_timestamp() - make_interval(days => $2)
        ORDER BY coalesce(confirmed_at, decided_at), documents.layer, documents.project
        """
    package var parameters: [any SQLValue] { [team, days] }
    package static func row(_ columns: inout Columns) throws -> ContextVersionRow { try ContextVersionRow(&columns) }
}

import Domain

package struct InsertContextProposal: Command {
    package let team: String
    package let layer: ContextLayer
    package let project: String
    package let number: Int
    package let text: String
    package let digest: Digest
    package let sources: [LineSource]
    package let note: String
    package let author: String
    package let at: Timestamp

    package init(
        team: String, layer: ContextLayer, project: String, number: Int, text: String, digest: Digest,
        sources: [LineSource], note: String, author: String, at: Timestamp
    ) {
        self.team = team
        self.layer = layer
        self.project = project
        self.number = number
        self.text = text
        self.digest = digest
        self.sources = sources
        self.note = note
        self.author = author
        self.at = at
    }

    package static let sql = """
        INSERT INTO context_documents
            (team_id, layer, project, number, text, digest, sources, note, author_id, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """
    package var parameters: [any SQLValue] {
        [team, layer, project, number, text, digest, JSON.array(sources.map(\.json)), note, author, at]
    }
}

/// A proposal becomes what it is for good; the database says when.
package struct DecideContext: Command {
    package let team: String
    package let layer: ContextLayer
    package let project: String
    package let number: Int
    package let state: ContextState
    package let decidedBy: String

    package init(
        team: String, layer: ContextLayer, project: String, number: Int, state: ContextState, decidedBy: String
    ) {
        self.team = team
        self.layer = layer
        self.project = project
        self.number = number
        self.state = state
        self.decidedBy = decidedBy
    }

    package static let sql = """
        UPDATE context_documents SET state = $5, decided_by = $6
        WHERE team_id = $1 AND layer = $2 AND project = $3 AND number = $4
        """
    package var parameters: [any SQLValue] { [team, layer, project, number, state, decidedBy] }
}

package struct InsertContextConfirmation: Command {
    package let team: String
    package let layer: ContextLayer
    package let project: String
    package let number: Int
    package let confirmedBy: String

    package init(team: String, layer: ContextLayer, project: String, number: Int, confirmedBy: String) {
        self.team = team
        self.layer = layer
        self.project = project
        self.number = number
        self.confirmedBy = confirmedBy
    }

    package static let sql = """
        INSERT INTO context_confirmations (team_id, layer, project, number, confirmed_by) VALUES ($1, $2, $3, $4, $5)
        """
    package var parameters: [any SQLValue] { [team, layer, project, number, confirmedBy] }
}

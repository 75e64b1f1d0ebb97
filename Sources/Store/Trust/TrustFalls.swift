import Domain

/// The falls of the last days that still hold: nothing has undone them, and nobody has moved the template with that class since.
/// The newest first.
package struct TrustFalls: Query {
    package struct Row: Sendable {
        package let template: String
        package let actionClass: ActionClass
        /// What people had promoted it to.
        package let from: TrustRung
        package let rung: TrustRung
        package let cause: TrustCause
        package let why: String
        package let at: Timestamp
    }

    package let team: String
    /// The author of the current version; empty for every one.
    package let author: String
    package let days: Int
    package let limit: Int

    package init(team: String, author: String, days: Int, limit: Int) {
        self.team = team
        self.author = author
        self.days = days
        self.limit = limit
    }

    package static let sql = """
        SELECT moves.template, moves.class, proposals.rung, falls.rung, cause, why, noticed_at
        FROM trust_demotions AS falls
            JOIN trust_moves AS moves ON moves.team_id = $1 AND moves.number = move
            JOIN trust_proposals AS proposals ON proposals.team_id = $1 AND proposals.number = proposal
        WHERE falls.team_id = $1 AND noticed_at > statement_timestamp() - make_interval(days => $3) AND falls.number % 2 = 1
            AND NOT EXISTS (SELECT FROM trust_demotions AS later WHERE later.team_id = $1
                AND later.move = falls.move AND later.cause = falls.cause AND later.number > falls.number)
            AND NOT EXISTS (SELECT FROM trust_moves AS later WHERE later.team_id = $1
                AND later.template = moves.template AND later.class = moves.class AND later.number > moves.number)
            AND ($2 = '' OR EXISTS (SELECT FROM template_versions current WHERE current.team_id = $1
                AND current.template = moves.template AND current.is_current AND author_id = $2))
        ORDER BY noticed_at DESC, move DESC, cause LIMIT $4
        """
    package var parameters: [any SQLValue] { [team, author, days, limit] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            template: try columns.next(), actionClass: try columns.next(), from: try columns.next(),
            rung: try columns.next(), cause: try columns.next(), why: try columns.next(), at: try columns.next())
    }
}

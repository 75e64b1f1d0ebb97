import Domain

/// The falls of the last days that still hold: nothing has undone them, and nobody has moved the template with that class since.
/// By themselves or by a person, the newest first.
package struct TrustFalls: Query {
    package struct Row: Sendable {
        package let template: String
        package let actionClass: ActionClass
        /// What people had promoted it to.
        package let from: TrustRung
        /// Nil where a person took the trust back.
        package let cause: TrustCause?
        /// That person's; empty where nobody did.
        package let reason: String
        package let at: Timestamp
    }

    package let team: String
    /// The author of the current version; empty for every one.
    package let author: String
    /// What this person did is left out; empty for nobody.
    package let without: String
    package let days: Int
    package let limit: Int

    package init(team: String, author: String, without: String, days: Int, limit: Int) {
        self.team = team
        self.author = author
        self.without = without
        self.days = days
        self.limit = limit
    }

    package static let sql = """
        SELECT template, class, promoted, cause, reason, at
        FROM (SELECT moves.template, moves.class, proposals.rung AS promoted, cause, '' AS reason, noticed_at AS at, move
            FROM trust_demotions AS falls
                JOIN trust_moves AS moves ON moves.team_id = $1 AND moves.number = move
                JOIN trust_proposals AS proposals ON proposals.team_id = $1 AND proposals.number = proposal
            WHERE falls.team_id = $1 AND noticed_at > statement_timestamp() - make_interval(days => $3)
                AND falls.number % 2 = 1
                AND NOT EXISTS (SELECT FROM trust_demotions AS later WHERE later.team_id = $1
                    AND later.move = falls.move AND later.cause = falls.cause AND later.number > falls.number)
            UNION ALL
            SELECT moves.template, moves.class, proposals.rung, NULL, moves.reason, moved_at, moves.number
            FROM trust_moves AS moves
                CROSS JOIN LATERAL (SELECT proposal FROM trust_moves AS earlier WHERE earlier.team_id = $1
                    AND earlier.template = moves.template AND earlier.class = moves.class AND earlier.number < moves.number
                    ORDER BY earlier.number DESC LIMIT 1) AS before
                JOIN trust_proposals AS proposals ON proposals.team_id = $1 AND proposals.number = before.proposal
            WHERE moves.team_id = $1 AND moves.proposal IS NULL AND moved_by <> $5
                AND moved_at > statement_timestamp() - make_interval(days => $3)) AS falls
        WHERE NOT EXISTS (SELECT FROM trust_moves AS later WHERE later.team_id = $1
                AND later.template = falls.template AND later.class = falls.class AND later.number > move)
            AND ($2 = '' OR EXISTS (SELECT FROM template_versions current WHERE current.team_id = $1
                AND current.template = falls.template AND current.is_current AND author_id = $2))
        ORDER BY at DESC, move DESC, cause LIMIT $4
        """
    package var parameters: [any SQLValue] { [team, author, days, limit, without] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            template: try columns.next(), actionClass: try columns.next(), from: try columns.next(),
            cause: try columns.next(), reason: try columns.next(), at: try columns.next())
    }
}

import Domain

/// Templates that were ever moved on the ladder or are proposed for it, by name.
package struct LadderTemplates: Query {
    package typealias Row = String
    package let team: String
    /// Empty: from the first.
    package let after: String
    package let limit: Int

    package init(team: String, after: String, limit: Int) {
        self.team = team
        self.after = after
        self.limit = limit
    }

    package static let sql = """
        SELECT template FROM trust_proposals WHERE team_id = $1 AND template > $2
        UNION SELECT template FROM trust_moves WHERE team_id = $1 AND template > $2
        ORDER BY template LIMIT $3
        """
    package var parameters: [any SQLValue] { [team, after, limit] }
}

/// What people did on the ladder, and the falls and what undid them, newest first.
package struct TrustHistory: Query {
    package struct Row: Sendable {
        package let at: Timestamp
        package let template: String
        package let actionClass: ActionClass
        package let rung: TrustRung
        /// Nil for what people did.
        package let cause: TrustCause?
        /// The cause is gone.
        package let isUndone: Bool
        package let templateVersion: Int?
        package let reason: String
        /// Logins; nil for what nobody did.
        package let proposedBy: String?
        package let movedBy: String?
        /// For paging: unique.
        package let key: String
    }

    package let team: String
    /// Empty: of every template.
    package let template: String
    package let before: PagePlace
    package let limit: Int

    package init(team: String, template: String, before: PagePlace, limit: Int) {
        self.team = team
        self.template = template
        self.before = before
        self.limit = limit
    }

    package static let sql = """
        SELECT * FROM (
            SELECT moved_at AS at, moves.template, moves.class, coalesce(rung, 'observe'), NULL::text, false, template_version,
                coalesce(nullif(moves.reason, ''), proposals.reason, ''), proposer.login, mover.login,
                moves.number || '/' AS key
            FROM trust_moves AS moves JOIN persons AS mover ON mover.id = moved_by
                LEFT JOIN trust_proposals AS proposals ON proposals.team_id = moves.team_id
                    AND proposals.number = moves.proposal
                LEFT JOIN persons AS proposer ON proposer.id = proposed_by
            WHERE moves.team_id = $1
            UNION ALL
            SELECT noticed_at, template, class, rung, cause, trust_demotions.number % 2 = 0, NULL, why, NULL, login,
                move || '/' || cause || '/' || trust_demotions.number
            FROM trust_demotions JOIN trust_moves AS moves ON moves.team_id = trust_demotions.team_id AND moves.number = move
                LEFT JOIN persons ON persons.id = changed_by
            WHERE trust_demotions.team_id = $1) AS steps
        WHERE ($2 = '' OR template = $2) AND (at, key) < ($3::timestamptz, $4) ORDER BY at DESC, key DESC LIMIT $5
        """
    package var parameters: [any SQLValue] { [team, template, before.time, before.id, limit] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            at: try columns.next(), template: try columns.next(), actionClass: try columns.next(),
            rung: try columns.next(), cause: try columns.next(), isUndone: try columns.next(),
            templateVersion: try columns.next(),
            reason: try columns.next(), proposedBy: try columns.next(), movedBy: try columns.next(),
            key: try columns.next())
    }
}

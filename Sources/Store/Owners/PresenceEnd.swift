import Domain

/// When an absence or a delegation ends or has ended.
package struct PresenceEnd: Query {
    package struct Row: Sendable {
        package let at: Timestamp
        /// The login of whoever ended it before its time.
        package let by: String?
    }

    package let team: String
    package let id: String

    package init(team: String, id: String) {
        self.team = team
        self.id = id
    }

    package static let sql = """
        SELECT least(ends_at, cleared_at), persons.login
        FROM absences LEFT JOIN persons ON persons.id = cleared_by WHERE team_id = $1 AND absences.id = $2
        UNION ALL
        SELECT least(ends_at, ended_at), persons.login
        FROM delegations LEFT JOIN persons ON persons.id = ended_by WHERE team_id = $1 AND delegations.id = $2
        """
    package var parameters: [any SQLValue] { [team, id] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(at: try columns.next(), by: try columns.next())
    }
}

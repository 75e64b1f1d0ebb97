import Domain

/// When people of a team are away, by beginning. A cleared absence ended when it was cleared.
package struct Absences: Query {
    package struct Row: Sendable {
        package let id: String
        package let personID: String
        package let login: String
        package let beginsAt: Timestamp
        package let endsAt: Timestamp
        package let reason: String
        /// The login of whoever set it.
        package let setBy: String
    }

    package let team: String
    /// Only those that were not over then.
    package let since: Timestamp

    package init(team: String, since: Timestamp) {
        self.team = team
        self.since = since
    }

    package static let sql = """
        SELECT absences.id, person_id, persons.login, begins_at, least(ends_at, cleared_at), reason, setters.login
        FROM absences JOIN persons ON persons.id = person_id JOIN persons AS setters ON setters.id = set_by
        WHERE team_id = $1 AND ends_at > $2 AND (cleared_at IS NULL OR cleared_at > greatest($2, begins_at))
        ORDER BY begins_at, absences.id
        """
    package var parameters: [any SQLValue] { [team, since] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            id: try columns.next(), personID: try columns.next(), login: try columns.next(),
            beginsAt: try columns.next(), endsAt: try columns.next(), reason: try columns.next(),
            setBy: try columns.next())
    }
}

package struct InsertAbsence: Command {
    package let team: String
    package let id: String
    package let person: String
    package let beginsAt: Timestamp
    package let endsAt: Timestamp
    package let reason: String
    package let setBy: String

    package init(
        team: String, id: String, person: String, beginsAt: Timestamp, endsAt: Timestamp, reason: String, setBy: String
    ) {
        self.team = team
        self.id = id
        self.person = person
        self.beginsAt = beginsAt
        self.endsAt = endsAt
        self.reason = reason
        self.setBy = setBy
    }

    package static let sql = """
        INSERT INTO absences (team_id, id, person_id, begins_at, ends_at, reason, set_by) VALUES ($1, $2, $3, $4, $5, $6, $7)
        """
    package var parameters: [any SQLValue] { [team, id, person, beginsAt, endsAt, reason, setBy] }
}

/// That person is back, or will not go; touches nothing if the absence is over or cleared.
package struct ClearAbsence: Command {
    package let team: String
    package let id: String
    package let by: String

    package init(team: String, id: String, by person: String) {
        self.team = team
        self.id = id
        self.by = person
    }

    package static let sql = """
        UPDATE absences SET cleared_by = $3, cleared_at = clock_timestamp()
        WHERE team_id = $1 AND id = $2 AND cleared_at IS NULL AND ends_at > clock_timestamp()
        """
    package var parameters: [any SQLValue] { [team, id, by] }
}

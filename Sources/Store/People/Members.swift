import Domain

/// The people of a team, by login.
package struct Members: Query {
    package struct Row: Sendable {
        package let personID: String
        package let login: String
        package let name: String
        package let roles: [TeamRole]
        package let competences: [String]
        package let isDisabled: Bool
    }

    package let team: String

    package init(team: String) { self.team = team }

    package static let sql = """
        SELECT person_id, login, name, roles, competences, disabled_at IS NOT NULL
        FROM memberships JOIN persons ON persons.id = person_id WHERE team_id = $1 ORDER BY login
        """
    package var parameters: [any SQLValue] { [team] }

    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            personID: try columns.next(), login: try columns.next(), name: try columns.next(),
            roles: try columns.next(), competences: try columns.next(), isDisabled: try columns.next())
    }
}

/// Makes everybody else who changes the members of this team wait: who is left is counted under this lock.
package struct LockMembers: Query {
    package typealias Row = String
    package let team: String

    package init(team: String) { self.team = team }

    package static let sql = "SELECT person_id FROM memberships WHERE team_id = $1 ORDER BY person_id FOR UPDATE"
    package var parameters: [any SQLValue] { [team] }
}

/// Adds a member or changes their roles and competences.
package struct SetMember: Command {
    package let team: String
    package let person: String
    package let roles: [TeamRole]
    package let competences: [String]

    package init(team: String, person: String, roles: [TeamRole], competences: [String]) {
        self.team = team
        self.person = person
        self.roles = roles
        self.competences = competences
    }

    package static let sql = """
        INSERT INTO memberships (team_id, person_id, roles, competences) VALUES ($1, $2, $3, $4)
        ON CONFLICT (team_id, person_id) DO UPDATE SET roles = excluded.roles, competences = excluded.competences
        """
    package var parameters: [any SQLValue] { [team, person, roles, competences] }
}

package struct DeleteMember: Command {
    package let team: String
    package let person: String

    package init(team: String, person: String) {
        self.team = team
        self.person = person
    }

    package static let sql = "DELETE FROM memberships WHERE team_id = $1 AND person_id = $2"
    package var parameters: [any SQLValue] { [team, person] }
}

import Domain

/// A member of the team with the roles of now; no row for anybody else.
package struct SignerFacts: Query {
    package typealias Row = PersonFacts
    package let team: String
    package let person: String

    package init(team: String, person: String) {
        self.team = team
        self.person = person
    }

    package static let sql = """
        SELECT person_id, login, roles::text[] FROM memberships JOIN persons ON persons.id = person_id
        WHERE team_id = $1 AND person_id = $2 AND disabled_at IS NULL
        """
    package var parameters: [any SQLValue] { [team, person] }
    package static func row(_ columns: inout Columns) throws -> PersonFacts {
        PersonFacts(
            id: try columns.next(), login: try columns.next(), roles: Set(try columns.next([TeamRole].self)))
    }
}

/// Identifiers of the people who enacted a bundle within so many days. The team's first bundle is left out: it can have
/// weakened nothing.
package struct PolicyEditors: Query {
    package typealias Row = String
    package let team: String
    package let days: Int

    package init(team: String, days: Int) {
        self.team = team
        self.days = days
    }

    package static let sql = """
        SELECT DISTINCT enacted_by FROM policy_bundles
        WHERE team_id = $1 AND number > 1 AND enacted_at > clock_timestamp() - make_interval(days => $2)
        """
    package var parameters: [any SQLValue] { [team, days] }
}

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
        SELECT person_id, login, roles::text[], teams_of(person_id), competences FROM memberships JOIN persons ON persons.id = person_id
        WHERE team_id = $1 AND person_id = $2 AND disabled_at IS NULL
        """
    package var parameters: [any SQLValue] { [team, person] }
    package static func row(_ columns: inout Columns) throws -> PersonFacts {
        PersonFacts(
            id: try columns.next(), login: try columns.next(), roles: Set(try columns.next([TeamRole].self)),
            teams: Set(try columns.next([String].self)), competences: Set(try columns.next([String].self)))
    }
}

/// Every member of the team whose account works.
package struct TeamSigners: Query {
    package let team: String

    package init(team: String) { self.team = team }

    package static let sql = """
        SELECT person_id, login, roles::text[], teams_of(person_id), competences
        FROM memberships JOIN persons ON persons.id = person_id WHERE team_id = $1 AND disabled_at IS NULL ORDER BY login
        """
    package var parameters: [any SQLValue] { [team] }
    package static func row(_ columns: inout Columns) throws -> PersonFacts { try SignerFacts.row(&columns) }
}

/// Identifiers of the people who proposed or enacted a bundle that came into force within so many days. The team's first bundle is left out: it can have
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
        WITH lately AS (SELECT * FROM policy_bundles
            WHERE team_id = $1 AND number > 1 AND enacted_at > statement_timestamp() - make_interval(days => $2))
        SELECT enacted_by FROM lately
        UNION SELECT proposed_by FROM lately JOIN policy_proposals AS proposals
            ON proposals.team_id = lately.team_id AND proposals.number = lately.proposal
        UNION SELECT person_id FROM lately JOIN policy_approvals AS approvals
            ON approvals.team_id = lately.team_id AND approvals.proposal = lately.proposal
        """
    package var parameters: [any SQLValue] { [team, days] }
}

import Domain
import Store

/// Who of a team can review a run without a conflict.
package enum ReviewerPool {
    /// Everybody but the requester; who of them may review at all is for the quorum to say.
    package static func eligible(
        _ tx: Transaction, _ team: TeamContext, requestedBy: String
    ) throws -> [PersonFacts] {
        try tx.all(TeamPeople(team: team.id)).filter { $0.id != requestedBy }
    }
}

private struct TeamPeople: Query {
    let team: String

    static let sql = """
        SELECT persons.id, login, roles FROM memberships JOIN persons ON persons.id = person_id
        WHERE team_id = $1 AND disabled_at IS NULL ORDER BY login
        """
    var parameters: [any SQLValue] { [team] }
    static func row(_ columns: inout Columns) throws -> PersonFacts {
        PersonFacts(id: try columns.next(), login: try columns.next(), roles: Set(try columns.next([TeamRole].self)))
    }
}

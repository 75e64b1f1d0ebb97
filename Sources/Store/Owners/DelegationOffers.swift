import Domain

/// Delegations that wait for their delegate, by end: nothing of them counts yet.
package struct DelegationOffers: Query {
    package struct Row: Sendable {
        package let id: String
        package let personID: String
        package let person: String
        package let delegateID: String
        package let delegate: String
        /// Of OWNERS; nil for all of it.
        package let section: String?
        package let reason: String
        /// The login of whoever made it.
        package let offeredBy: String
        package let endsAt: Timestamp
    }

    package let team: String

    package init(team: String) { self.team = team }

    package static let sql = """
        SELECT delegations.id, person_id, persons.login, delegate_id, delegates.login, section, reason, makers.login, ends_at
        FROM delegations JOIN persons ON persons.id = person_id JOIN persons AS delegates ON delegates.id = delegate_id
            JOIN persons AS makers ON makers.id = made_by
        WHERE team_id = $1 AND begins_at IS NULL AND ended_at IS NULL AND ends_at > clock_timestamp()
        ORDER BY ends_at, delegations.id
        """
    package var parameters: [any SQLValue] { [team] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            id: try columns.next(), personID: try columns.next(), person: try columns.next(),
            delegateID: try columns.next(), delegate: try columns.next(), section: try columns.next(),
            reason: try columns.next(), offeredBy: try columns.next(), endsAt: try columns.next())
    }
}

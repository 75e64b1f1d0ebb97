import Domain

/// Who acts for whom in reviews, by end: delegations that have been accepted.
package struct Delegations: Query {
    package struct Row: Sendable {
        package let id: String
        package let personID: String
        package let person: String
        package let delegateID: String
        package let delegate: String
        /// Of OWNERS; nil for all of it.
        package let section: String?
        package let reason: String
        /// The login of whoever offered it.
        package let offeredBy: String
        /// When it was accepted.
        package let beginsAt: Timestamp
        package let endsAt: Timestamp
        /// When it was taken back before its end.
        package let endedAt: Timestamp?
    }

    package let team: String
    /// Only those that were not over then.
    package let since: Timestamp

    package init(team: String, since: Timestamp) {
        self.team = team
        self.since = since
    }

    package static let sql = """
        SELECT delegations.id, person_id, persons.login, delegate_id, delegates.login, section, reason, makers.login,
            begins_at, ends_at, ended_at
        FROM delegations JOIN persons ON persons.id = person_id JOIN persons AS delegates ON delegates.id = delegate_id
            JOIN persons AS makers ON makers.id = made_by
        WHERE team_id = $1 AND begins_at IS NOT NULL AND ends_at > $2 AND (ended_at IS NULL OR ended_at > $2) ORDER BY ends_at, delegations.id
        """
    package var parameters: [any SQLValue] { [team, since] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            id: try columns.next(), personID: try columns.next(), person: try columns.next(),
            delegateID: try columns.next(), delegate: try columns.next(), section: try columns.next(),
            reason: try columns.next(), offeredBy: try columns.next(), beginsAt: try columns.next(),
            endsAt: try columns.next(), endedAt: try columns.next())
    }
}

/// Counts for nothing before it is accepted.
package struct InsertDelegationOffer: Command {
    package let team: String
    package let id: String
    package let person: String
    package let delegate: String
    package let section: String?
    package let reason: String
    package let endsAt: Timestamp
    package let madeBy: String

    package init(
        team: String, id: String, person: String, delegate: String, section: String?, reason: String, endsAt: Timestamp,
        madeBy: String
    ) {
        self.team = team
        self.id = id
        self.person = person
        self.delegate = delegate
        self.section = section
        self.reason = reason
        self.endsAt = endsAt
        self.madeBy = madeBy
    }

    package static let sql = """
        INSERT INTO delegations (team_id, id, person_id, delegate_id, section, reason, ends_at, made_by, offered_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp())
        """
    package var parameters: [any SQLValue] { [team, id, person, delegate, section, reason, endsAt, madeBy] }
}

/// Begins when the database says; touches nothing if the offer does not stand any more.
package struct AcceptDelegation: Command {
    package let team: String
    package let id: String

    package init(team: String, id: String) {
        self.team = team
        self.id = id
    }

    package static let sql = """
        UPDATE delegations SET begins_at = clock_timestamp()
        WHERE team_id = $1 AND id = $2 AND begins_at IS NULL AND ended_at IS NULL AND ends_at > clock_timestamp()
        """
    package var parameters: [any SQLValue] { [team, id] }
}

/// Takes a delegation back, or an offer; touches nothing if it is over.
package struct EndDelegation: Command {
    package let team: String
    package let id: String
    package let by: String

    package init(team: String, id: String, by person: String) {
        self.team = team
        self.id = id
        self.by = person
    }

    package static let sql = """
        UPDATE delegations SET ended_by = $3, ended_at = clock_timestamp()
        WHERE team_id = $1 AND id = $2 AND ended_at IS NULL AND ends_at > clock_timestamp()
        """
    package var parameters: [any SQLValue] { [team, id, by] }
}

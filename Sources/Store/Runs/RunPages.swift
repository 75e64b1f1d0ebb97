import Domain

/// A team's runs, newest first, after a place in this order.
package struct RunPage: Query {
    package let team: String
    package let before: PagePlace
    package let limit: Int

    package init(team: String, before: PagePlace, limit: Int) {
        self.team = team
        self.before = before
        self.limit = limit
    }

    package static let sql = """
        SELECT \(RunRow.columns) WHERE team_id = $1 AND (runs.created_at, runs.id) < ($2::timestamptz, $3)
        ORDER BY runs.created_at DESC, runs.id DESC LIMIT $4
        """
    package var parameters: [any SQLValue] { [team, before.time, before.id, limit] }
    package static func row(_ columns: inout Columns) throws -> RunRow { try RunRow(&columns) }
}

/// The same, of one state, and of no other although it says `>=`: rows of higher states stand behind the place. Written
/// as an order by state, because only `runs_by_state` has that order: with `state = $2` the planner may also walk
/// `runs_newest`, and reads it from end to end when the state is a rare or an old one.
package struct RunPageInState: Query {
    package let team: String
    package let state: RunState
    package let before: PagePlace
    package let limit: Int

    package init(team: String, state: RunState, before: PagePlace, limit: Int) {
        self.team = team
        self.state = state
        self.before = before
        self.limit = limit
    }

    package static let sql = """
        SELECT \(RunRow.columns)
        WHERE team_id = $1 AND state >= $2 AND (state, runs.created_at, runs.id) < ($2, $3::timestamptz, $4)
        ORDER BY state DESC, runs.created_at DESC, runs.id DESC LIMIT $5
        """
    package var parameters: [any SQLValue] { [team, state, before.time, before.id, limit] }
    package static func row(_ columns: inout Columns) throws -> RunRow { try RunRow(&columns) }
}

/// The same, of one use case.
package struct RunPageOfUseCase: Query {
    package let team: String
    package let useCase: String
    package let before: PagePlace
    package let limit: Int

    package init(team: String, useCase: String, before: PagePlace, limit: Int) {
        self.team = team
        self.useCase = useCase
        self.before = before
        self.limit = limit
    }

    package static let sql = """
        SELECT \(RunRow.columns)
        WHERE team_id = $1 AND use_case >= $2 AND (use_case, runs.created_at, runs.id) < ($2, $3::timestamptz, $4)
        ORDER BY use_case DESC, runs.created_at DESC, runs.id DESC LIMIT $5
        """
    package var parameters: [any SQLValue] { [team, useCase, before.time, before.id, limit] }
    package static func row(_ columns: inout Columns) throws -> RunRow { try RunRow(&columns) }
}

/// A place in a list that is sorted by time and identifier, newest first.
package struct PagePlace: Hashable, Sendable {
    let time: String
    let id: String

    /// Before everything.
    package static let top = PagePlace(time: "infinity", id: "")

    package static func after(_ time: Timestamp, _ id: String) -> PagePlace {
        PagePlace(time: time.description, id: id)
    }

    private init(time: String, id: String) {
        self.time = time
        self.id = id
    }
}

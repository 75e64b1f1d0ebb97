import Domain

/// One request, with all that became of it.
package struct ActionRequest: Query {
    package let team: String
    package let id: String

    package init(team: String, id: String) {
        self.team = team
        self.id = id
    }

    package static let sql = ActionRequestRow.select + "WHERE requests.team_id = $1 AND requests.id = $2"
    package var parameters: [any SQLValue] { [team, id] }
    package static func row(_ columns: inout Columns) throws -> ActionRequestRow { try ActionRequestRow(&columns) }
}

/// A page of requests, newest first, after the given one.
package struct ActionRequests: Query {
    package let team: String
    package let before: PagePlace
    package let limit: Int

    package init(team: String, before: PagePlace, limit: Int) {
        self.team = team
        self.before = before
        self.limit = limit
    }

    package static let sql =
        ActionRequestRow.select + """
            WHERE requests.team_id = $1 AND (requested_at, requests.id) < ($2::timestamptz, $3)
            ORDER BY requested_at DESC, requests.id DESC LIMIT $4
            """
    package var parameters: [any SQLValue] { [team, before.time, before.id, limit] }
    package static func row(_ columns: inout Columns) throws -> ActionRequestRow { try ActionRequestRow(&columns) }
}

/// The same of the requests in one state. As in `RunPageInState`, the state belongs to the order.
package struct ActionRequestsInState: Query {
    package let team: String
    package let state: ActionState
    package let before: PagePlace
    package let limit: Int

    package init(team: String, state: ActionState, before: PagePlace, limit: Int) {
        self.team = team
        self.state = state
        self.before = before
        self.limit = limit
    }

    package static let sql =
        ActionRequestRow.select + """
            WHERE requests.team_id = $1 AND requests.state >= $2
                AND (requests.state, requested_at, requests.id) < ($2, $3::timestamptz, $4)
            ORDER BY requests.state DESC, requested_at DESC, requests.id DESC LIMIT $5
            """
    package var parameters: [any SQLValue] { [team, state, before.time, before.id, limit] }
    package static func row(_ columns: inout Columns) throws -> ActionRequestRow { try ActionRequestRow(&columns) }
}

/// What may wait for somebody: held requests that can still be answered, and effects of which nobody knows whether they
/// happened. Oldest first.
package struct OpenActionRequests: Query {
    package let team: String
    package let limit: Int

    package init(team: String, limit: Int) {
        self.team = team
        self.limit = limit
    }

    package static let sql =
        ActionRequestRow.select + """
            WHERE requests.team_id = $1 AND requests.state IN ('held', 'indeterminate')
                AND (requests.state <> 'held' OR deadline > clock_timestamp())
            ORDER BY requested_at, requests.id LIMIT $2
            """
    package var parameters: [any SQLValue] { [team, limit] }
    package static func row(_ columns: inout Columns) throws -> ActionRequestRow { try ActionRequestRow(&columns) }
}

/// The requests of the last days, newest first.
package struct RequestsOfDays: Query {
    package let team: String
    package let days: Int
    package let limit: Int

    package init(team: String, days: Int, limit: Int) {
        self.team = team
        self.days = days
        self.limit = limit
    }

    package static let sql =
        ActionRequestRow.select + """
            WHERE requests.team_id = $1 AND requested_at > statement_timestamp() - make_interval(days => $2)
            ORDER BY requested_at DESC, requests.id DESC LIMIT $3
            """
    package var parameters: [any SQLValue] { [team, days, limit] }
    package static func row(_ columns: inout Columns) throws -> ActionRequestRow { try ActionRequestRow(&columns) }
}

/// How often a run has asked before a moment: for this action, and for anything. What came to nothing because its attempt
/// ended does not count for the next attempt, which has to ask again.
package struct RequestCounts: Query {
    package let team: String
    package let run: String
    package let action: String
    package let before: Timestamp?

    package init(team: String, run: String, action: String, before: Timestamp?) {
        self.team = team
        self.run = run
        self.action = action
        self.before = before
    }

    package static let sql = """
        SELECT count(*) FILTER (WHERE action = $3), count(*) FROM action_requests asked
        WHERE team_id = $1 AND run_id = $2 AND requested_at < coalesce($4::timestamptz, 'infinity')
            AND (term IS NULL OR term = (SELECT max(term) FROM attempts WHERE team_id = $1 AND run_id = $2)
                OR refusal IS NULL AND NOT EXISTS (SELECT FROM action_decisions WHERE team_id = $1
                    AND request_id = asked.id AND outcome IN ('withdrawn', 'host_lost')))
        """
    package var parameters: [any SQLValue] { [team, run, action, before] }
    package static func row(_ columns: inout Columns) throws -> (ofAction: Int, ofAny: Int) {
        (try columns.next(), try columns.next())
    }
}

/// What a run's agents have set off, or may have, in the order in which they asked.
package struct EffectsOfRun: Query {
    package let team: String
    package let run: String

    package init(team: String, run: String) {
        self.team = team
        self.run = run
    }

    package static let sql = """
        SELECT id, action, target FROM action_requests WHERE team_id = $1 AND run_id = $2 AND term IS NOT NULL
            AND state IN ('executing', 'executed', 'indeterminate')
        ORDER BY requested_at, id
        """
    package var parameters: [any SQLValue] { [team, run] }
    package static func row(_ columns: inout Columns) throws -> (id: String, action: String, target: String) {
        (try columns.next(), try columns.next(), try columns.next())
    }
}

/// Waits for the request's row and keeps it until the transaction ends. No row: there is no such request.
package struct LockActionRequest: Query {
    package typealias Row = ActionState
    package let team: String
    package let id: String

    package init(team: String, id: String) {
        self.team = team
        self.id = id
    }

    package static let sql = "SELECT state FROM action_requests WHERE team_id = $1 AND id = $2 FOR UPDATE"
    package var parameters: [any SQLValue] { [team, id] }
}

/// Moves a request to another state; the schema refuses what cannot follow.
package struct MoveActionRequest: Command {
    package let team: String
    package let id: String
    package let state: ActionState
    package let refusal: String?

    package init(team: String, id: String, to state: ActionState, refusal: String? = nil) {
        self.team = team
        self.id = id
        self.state = state
        self.refusal = refusal
    }

    package static let sql = "UPDATE action_requests SET state = $3, refusal = $4 WHERE team_id = $1 AND id = $2"
    package var parameters: [any SQLValue] { [team, id, state, refusal] }
}

/// The requests of a run that nobody has carried out yet, in the order in which they are locked: by identifier.
package struct UnfinishedRequests: Query {
    package let team: String
    package let run: String

    package init(team: String, run: String) {
        self.team = team
        self.run = run
    }

    package static let sql = """
        SELECT id, state, deadline FROM action_requests
        WHERE team_id = $1 AND run_id = $2 AND state IN ('held', 'signed', 'allowed') AND term IS NOT NULL
        ORDER BY id FOR UPDATE
        """
    package var parameters: [any SQLValue] { [team, run] }
    package static func row(_ columns: inout Columns) throws -> (id: String, state: ActionState, deadline: Timestamp) {
        (try columns.next(), try columns.next(), try columns.next())
    }
}

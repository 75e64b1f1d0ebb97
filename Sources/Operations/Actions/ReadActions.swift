import API
import Domain
import Store

/// One request as people see it.
package enum ShowAction {
    package static func run(_ team: TeamContext, id: String) throws -> ActionView {
        try team.read { tx in
            guard let person = team.personID else { return try ActionView.load(tx, team, id) }
            return try ActionView.loadToAnswer(tx, team, id, personID: person)
        }
    }

    /// The same for the runner whose agent asked for it; any other is missing.
    package static func ofRunner(_ team: TeamContext, id: String) throws -> ActionView {
        try team.read { tx in try ActionView(load(tx, team, id).row, now: try tx.now()) }
    }

    /// A request of this runner's agent, and the number of the attempt that made it.
    static func load(
        _ tx: Transaction, _ team: TeamContext, _ id: String
    ) throws -> (row: ActionRequestRow, attempt: Int) {
        let runner = try team.context.runner()
        guard let row = try tx.first(ActionRequest(team: team.id, id: id)), let attempt = row.attempt,
            try tx.all(Attempts(team: team.id, run: row.runID))
                .contains(where: { $0.number == attempt && $0.runnerID == runner.id })
        else { throw Failure.missing("action request", id) }
        return (row, attempt)
    }
}

/// The team's requests, newest first.
package enum ListActions {
    /// How many values the list's sort key has.
    package static let keyParts = 2

    package static func run(_ team: TeamContext, page: PageRequest, state: String?) throws -> Page<ActionView> {
        let wanted = try state.map { text in
            guard let state = ActionState(rawValue: text) else {
                let known = ActionState.allCases.map(\.rawValue).joined(separator: ", ")
                throw Failure(.badRequest, "state must be one of \(known)")
            }
            return state
        }
        let before = try page.place()
        return try team.read { tx in
            let rows =
                if let wanted {
                    try tx.all(
                        ActionRequestsInState(team: team.id, state: wanted, before: before, limit: page.limit + 1))
                } else {
                    try tx.all(ActionRequests(team: team.id, before: before, limit: page.limit + 1))
                }
            let now = try tx.now()
            return try page.page(
                rows, key: { [$0.requestedAt.description, $0.id] }, item: { try ActionView($0, now: now) })
        }
    }
}

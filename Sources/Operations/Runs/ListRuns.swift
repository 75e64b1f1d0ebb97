import API
import Domain
import Store

/// A team's runs, newest first.
package enum ListRuns {
    /// - Parameter state: only runs in this state; `bad_request` for a word that names none.
    package static func run(_ team: TeamContext, _ page: PageRequest, state: String? = nil) throws -> Page<RunSummary> {
        let place = try page.place()
        let rows = try team.read { tx in
            guard let state else { return try tx.all(RunPage(team: team.id, before: place, limit: page.limit + 1)) }
            return try tx.all(
                RunPageInState(team: team.id, state: try known(state), before: place, limit: page.limit + 1))
        }
        return page.page(rows, key: { [$0.createdAt.description, $0.id] }, item: RunSummary.init)
    }

    private static func known(_ word: String) throws -> RunState {
        guard let state = RunState(rawValue: word) else {
            let states = RunState.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure(.badRequest, "state: there is no run state \(word); use one of \(states)")
        }
        return state
    }
}

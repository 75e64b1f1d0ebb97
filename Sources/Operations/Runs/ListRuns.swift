import API
import Domain
import Store

/// A team's runs, newest first.
package enum ListRuns {
    /// - Parameters:
    ///   - state: only runs in this state; `bad_request` for a word that names none.
    ///   - useCase: only runs of this use case, one that was taken away, too; `not_found` for one that never was.
    package static func run(
        _ team: TeamContext, _ page: PageRequest, state: String? = nil, useCase: String? = nil
    ) throws -> Page<RunSummary> {
        let (place, limit) = (try page.place(), page.limit + 1)
        let rows: [RunRow] = try team.read { tx in
            switch (state, useCase) {
            case (nil, nil): try tx.all(RunPage(team: team.id, before: place, limit: limit))
            case (let state?, nil):
                try tx.all(RunPageInState(team: team.id, state: known(state), before: place, limit: limit))
            case (nil, let useCase?):
                try tx.all(RunPageOfUseCase(team: team.id, useCase: useCase, before: place, limit: limit))
            case (_?, _?): throw Failure(.badRequest, "a list is of one state or of one use case, not of both")
            }
        }
        if rows.isEmpty, let useCase { _ = try ShowUseCases.one(team, useCase) }
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

import API
import Domain
import Store

/// An agent asks for an action, through its runner. Whatever the answer, it comes with its true reasons.
package enum RequestAction {
    package static func run(
        _ team: TeamContext, runID: String, attempt: Int, _ input: ActRequest
    ) throws -> ActionView {
        guard case .runner(let runner) = team.actor else { throw Failure(.notAllowed, "agents ask through a runner") }
        return try team.change { change in
            let tx = change.tx
            guard let standing = try tx.first(
                AttemptStanding(team: team.id, run: runID, attempt: attempt, runner: runner))
            else { throw Failure.missing("run", runID) }
            _ = try tx.first(LockRunOfAction(team: team.id, run: runID))
            // Read again: the lease may have passed while this waited for the row.
            let now = try tx.first(AttemptStanding(team: team.id, run: runID, attempt: attempt, runner: runner))
            guard let now, now.isLive, now.term == input.term, standing.term == now.term else {
                throw Failure(.leaseLost, "attempt \(attempt) of \(runID) is over, or its lease has passed: stop working")
            }
            let row = try tx.one(RunOfAction(team: team.id, run: runID))
            let template = try TaskTemplate.load(tx, team, row.template, number: row.templateVersion)
            let situation = try ActionSituation.load(
                tx, team, row, action: input.action, arguments: input.arguments,
                outputs: template.outputs.map { OutputDeclaration(path: $0.path, kind: $0.kind) }, asker: nil)
            guard template.actions.contains(where: { Array($0.utf8) == Array(input.action.utf8) }) else {
                throw Failure(
                    .actionDenied, "the template \(row.template) may not ask for \(input.action); its `actions` say for what")
            }
            let id = try EnterRequest(
                situation: situation, requestedBy: .agent(runID: runID, attempt: attempt), agent: (attempt, input.term),
                output: nil, claim: input.claim
            ).run(change)
            return try ActionView.load(tx, team, id)
        }
    }
}

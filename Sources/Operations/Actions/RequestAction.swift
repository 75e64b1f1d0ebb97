import API
import Domain
import Store

/// An agent asks for an action, through its runner. Whatever the answer, it comes with its true reasons.
package enum RequestAction {
    package static func run(
        _ team: TeamContext, runID: String, attempt: Int, _ input: ActRequest
    ) throws -> ActionView {
        return try team.change { change in
            let tx = change.tx
            try HeldLease.lock(change, run: runID, attempt: attempt, term: input.term).requireActive()
            let row = try tx.one(RunOfAction(team: team.id, run: runID))
            let template = try TaskTemplate.load(tx, team, row.template, number: row.templateVersion)
            let situation = try ActionSituation.load(
                tx, team, row, action: input.action, arguments: input.arguments,
                outputs: template.outputs.map { OutputDeclaration(path: $0.path, kind: $0.kind) }, asker: nil)
            guard template.actions.contains(where: { Array($0.utf8) == Array(input.action.utf8) }) else {
                throw Failure(
                    .actionDenied,
                    "the template \(row.template) may not ask for \(input.action); its `actions` say for what")
            }
            let id = try EnterRequest(
                situation: situation, requestedBy: .agent(runID: runID, attempt: attempt), agent: (attempt, input.term),
                output: nil, claim: input.claim
            ).run(change)
            return try ActionView.load(tx, team, id)
        }
    }
}

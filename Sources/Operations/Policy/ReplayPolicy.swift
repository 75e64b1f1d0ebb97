import API
import Decisions
import Domain
import Store

/// What a bundle would have done to the requests and runs of the last days, by the facts of then and the people of now.
package enum ReplayPolicy {
    /// The newest of each are replayed; more would keep a database connection for too long.
    static let limit = 1000

    package static func run(_ team: TeamContext, _ input: PolicyReplayRequest) throws -> PolicyReplayView {
        guard (1...366).contains(input.days) else {
            throw Failure(.invalidInput, "days must be from 1 to 366; this is \(input.days)")
        }
        let bundle = try ReadBundle.valid(team, input.files)
        return try team.read { tx in
            let people = try tx.all(TeamSigners(team: team.id))
            let requests = try tx.all(RequestsOfDays(team: team.id, days: input.days, limit: limit + 1))
            let runs = try tx.all(RunsOfDays(team: team.id, days: input.days, limit: limit + 1))
            var view = PolicyReplayView(
                requests: min(requests.count, limit), runs: min(runs.count, limit),
                isTruncated: max(requests.count, runs.count) > limit, changed: [], withoutSigner: [], refusedRuns: [])
            for request in requests.prefix(limit) { try replay(request, bundle, people, tx, team, &view) }
            for run in runs.prefix(limit) { try replay(run, bundle, people, tx, team, &view) }
            return view
        }
    }

    private static func replay(
        _ request: ActionRequestRow, _ bundle: PolicyBundle, _ people: [PersonFacts], _ tx: Transaction,
        _ team: TeamContext, _ view: inout PolicyReplayView
    ) throws {
        let situation = try ActionSituation.load(tx, team, request, at: request.requestedAt, also: bundle)
        let before = try PolicyDecision(kept: request.decision)
        let after = situation.decision(by: bundle)
        func line(_ reasons: [String]) -> ReplayedRequestView {
            ReplayedRequestView(
                request: request.id, run: request.runID, action: request.action, before: before.outcome.rawValue,
                after: after.outcome.rawValue, reasons: reasons)
        }
        if after.outcome != before.outcome || Set(after.missing) != Set(before.missing) {
            view.changed.append(line(after.reasons.map(\.description)))
        }
        guard after.outcome == .hold, let facts = situation.facts(for: bundle) else { return }
        let missing = after.missing(after: people, facts: facts)
        if !missing.isEmpty { view.withoutSigner.append(line(missing)) }
    }

    private static func replay(
        _ run: RunsOfDays.Row, _ bundle: PolicyBundle, _ people: [PersonFacts], _ tx: Transaction,
        _ team: TeamContext, _ view: inout PolicyReplayView
    ) throws {
        let template = try TaskTemplate.load(tx, team, run.template, number: run.templateVersion)
        let contributors = Set(try tx.all(RunContributors(team: team.id, run: run.id)))
        var facts = DispatchFacts(template, mode: run.mode, pool: people.filter { !contributors.contains($0.id) })
        facts.risk = run.risk
        guard case .refused(let code, let reasons) = bundle.admit(facts) else { return }
        view.refusedRuns.append(
            ReplayedRunView(
                run: run.id, template: run.template, code: code.rawValue, reasons: reasons.map(\.description)))
    }
}

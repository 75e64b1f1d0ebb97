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
            var replay = PolicyReplay(bundle: bundle, people: people)
            for request in requests.prefix(limit) { try replay.judge(request, tx, team) }
            for run in runs.prefix(limit) { try replay.judge(run, tx, team) }
            return PolicyReplayView(
                requests: min(requests.count, limit), runs: min(runs.count, limit),
                isTruncated: max(requests.count, runs.count) > limit, changed: replay.changed,
                withoutSigner: replay.withoutSigner, refusedRuns: replay.refusedRuns,
                overCapacity: ReviewLoad.excess(of: replay.works).map { work, reasons in
                    OverCapacityView(subject: work.id, title: work.title, reasons: reasons)
                })
        }
    }
}

private struct PolicyReplay {
    let bundle: PolicyBundle
    let people: [PersonFacts]
    var changed: [ReplayedRequestView] = []
    var withoutSigner: [ReplayedRequestView] = []
    var refusedRuns: [ReplayedRunView] = []
    /// What people would have had to look at.
    var works: [ReviewLoad.Work] = []

    mutating func judge(_ request: ActionRequestRow, _ tx: Transaction, _ team: TeamContext) throws {
        let situation = try ActionSituation.load(tx, team, request, at: request.requestedAt, also: bundle)
        let before = try PolicyDecision(kept: request.decision)
        let after = situation.decision(by: bundle)
        func line(_ reasons: [String]) -> ReplayedRequestView {
            ReplayedRequestView(
                request: request.id, run: request.runID, action: request.action, before: before.outcome.rawValue,
                after: after.outcome.rawValue, reasons: reasons)
        }
        if after.outcome != before.outcome {
            changed.append(line(after.reasons.map(\.description)))
        } else if Set(after.missing) != Set(before.missing) {
            let needed = [("needed", before), ("would need", after)].map { label, decision in
                "\(label) \(decision.missing.joined(separator: "; "))"
            }
            changed.append(line(needed + after.reasons.map(\.description)))
        }
        guard after.outcome == .hold, let facts = situation.facts(for: bundle) else { return }
        let missing = after.missing(after: people, facts: facts)
        if !missing.isEmpty { return withoutSigner.append(line(missing)) }
        works.append(
            ReviewLoad.Work(
                id: request.id, title: request.action,
                needed: after.requirements.map(\.demand.leastPeople).max() ?? 0,
                people: people.filter { after.entitles($0, facts: facts).isEligible }, from: request.requestedAt,
                to: request.decidedAt ?? request.deadline))
    }

    mutating func judge(_ run: RunsOfDays.Row, _ tx: Transaction, _ team: TeamContext) throws {
        let template = try TaskTemplate.load(tx, team, run.template, number: run.templateVersion)
        let contributors = Set(try tx.all(RunContributors(team: team.id, run: run.id)))
        let pool = people.filter { !contributors.contains($0.id) }
        var facts = DispatchFacts(template, mode: run.mode, pool: pool)
        facts.risk = run.risk
        switch bundle.admit(facts) {
        case .refused(let code, let reasons):
            refusedRuns.append(
                ReplayedRunView(
                    run: run.id, template: run.template, code: code.rawValue, reasons: reasons.map(\.description)))
        case .admitted(_, let quorum):
            guard let submitted = run.submittedAt else { return }
            works.append(
                ReviewLoad.Work(
                    id: run.id, title: run.template,
                    needed: max(quorum.approvals, quorum.demands.map(\.count).max() ?? 0),
                    people: pool.filter(quorum.mayReview), from: submitted, to: run.reviewedAt))
        }
    }
}

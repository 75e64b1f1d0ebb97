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
            let roster = try ReviewerRoster.load(
                tx, team, since: runs.prefix(limit).last?.dispatchedAt ?? tx.startedAt)
            var replay = PolicyReplay(bundle: bundle, people: people, roster: roster)
            for request in requests.prefix(limit) { try replay.judge(request, tx, team) }
            for run in runs.prefix(limit) { try replay.judge(run, tx, team) }
            return PolicyReplayView(
                requests: min(requests.count, limit), runs: min(runs.count, limit),
                isTruncated: max(requests.count, runs.count) > limit, changed: replay.changed,
                withoutSigner: replay.withoutSigner, refusedRuns: replay.refusedRuns,
                withoutReviewer: replay.withoutReviewer,
                overCapacity: ReviewLoad.excess(of: replay.works).map { work, reasons in
                    OverCapacityView(subject: work.id, title: work.title, reasons: reasons)
                })
        }
    }
}

private struct PolicyReplay {
    let bundle: PolicyBundle
    /// Who could sign.
    let people: [PersonFacts]
    /// Who could review.
    let roster: ReviewerRoster
    var changed: [ReplayedRequestView] = []
    var withoutSigner: [ReplayedRequestView] = []
    var refusedRuns: [ReplayedRunView] = []
    var withoutReviewer: [ReplayedRunView] = []
    /// What people would have had to review.
    var works: [ReviewLoad.Work] = []

    mutating func judge(_ request: ActionRequestRow, _ tx: Transaction, _ team: TeamContext) throws {
        let situation = try ActionSituation.load(tx, team, request, asAsked: true, also: bundle)
        let before = try PolicyDecision(kept: request.decision)
        let after = try situation.replay(request, by: bundle, team.services)
        let isDenied = after.outcome != .deny && situation.decision(by: situation.pinned).outcome == .deny
        func line(_ reasons: [String]) -> ReplayedRequestView {
            ReplayedRequestView(
                request: request.id, run: request.runID, action: request.action, before: before.outcome.rawValue,
                after: after.outcome.rawValue, reasons: reasons,
                deniedBy: isDenied ? situation.run.policyNumber : nil)
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
        if !missing.isEmpty { withoutSigner.append(line(missing)) }
    }

    mutating func judge(_ run: RunsOfDays.Row, _ tx: Transaction, _ team: TeamContext) throws {
        let template = try TaskTemplate.load(tx, team, run.template, number: run.templateVersion)
        let involvements = try Involvements.load(
            tx, team, run: run.id, template: run.template, templateVersion: run.templateVersion, pins: run.pins,
            at: run.dispatchedAt)
        func pool(at time: Timestamp) -> ReviewerPool {
            roster.pool(involvements, since: run.dispatchedAt, at: time)
        }
        func line(_ code: FailureCode, _ reasons: [Reason], _ pool: ReviewerPool) -> ReplayedRunView {
            ReplayedRunView(
                run: run.id, template: run.template, code: code.rawValue,
                reasons: reasons.map(\.sentence) + (code == .poolTooSmall ? pool.exclusions : []))
        }
        let asked = pool(at: run.dispatchedAt)
        var facts = DispatchFacts(template, mode: run.mode, pool: asked.able)
        facts.risk = run.risk
        if case .refused(let code, let reasons) = bundle.admit(facts) {
            return refusedRuns.append(line(code, reasons, asked))
        }
        guard let output = run.outputID, let submitted = run.submittedAt else { return }
        let files = try tx.all(VersionFiles(team: team.id, output: output, number: 1))
        let reviewers = pool(at: submitted)
        let quorum = ReviewPolicy(bundle, risk: run.risk, files: files).quorum.filled(from: reviewers.able)
        let missing = quorum.missing(after: reviewers.able)
        if !missing.isEmpty { return withoutReviewer.append(line(.poolTooSmall, missing, reviewers)) }
        works.append(
            ReviewLoad.Work(
                id: run.id, title: run.template, quorum: quorum,
                people: reviewers.eligible(for: quorum).map(\.person), from: submitted, to: run.reviewedAt))
    }
}

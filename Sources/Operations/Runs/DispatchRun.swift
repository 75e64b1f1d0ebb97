import API
import Decisions
import Domain
import Formats
import Platform
import Store

/// Starts a run: what it is given is checked, admitted by the team's policy, compiled into a brief and frozen, in one
/// transaction.
package enum DispatchRun {
    /// What policy does not admit is counted: it shows which use case is missing.
    private static let countedCodes: Set<FailureCode> = [.useCaseMissing, .useCaseForbids, .poolTooSmall]

    package static func run(_ team: TeamContext, _ request: DispatchRequest) throws -> RunView {
        do {
            return try dispatch(team, request)
        } catch let failure as Failure where countedCodes.contains(failure.code) {
            try team.withoutRepetition.change { change in
                try change.record(
                    "dispatch_refused", "template:\(request.template)",
                    [
                        "code": .string(failure.code.rawValue), "use_case": failure.detail["use_case"],
                        "reasons_digest": failure.detail["reasons"].map {
                            .string(Digest.of($0.canonical).description)
                        }, "bounds": failure.detail["bounds"],
                    ].compactMapValues { $0 })
            }
            throw failure
        }
    }

    private static func dispatch(_ team: TeamContext, _ request: DispatchRequest) throws -> RunView {
        guard let personID = team.personID else { throw Failure(.notHuman, "only a person dispatches a run") }
        return try team.change { change in
            let tx = change.tx
            let isTrial = request.trial ?? false
            let plan = try DispatchPlan.load(tx, team, request, for: isTrial ? .trial(personID: personID) : .dispatch)
            let policy = try CurrentPolicy.load(tx, team)
            let template = plan.template
            let pool = try pool(tx, team, plan, requester: personID, isTrial: isTrial)
            let (useCase, quorum) = try admit(template, plan.mode, policy.bundle, pool)
            if !isTrial { try Supervision.check(tx, team, template, plan.mode, policy.bundle) }
            let brief = FrozenBrief.compile(
                plan.sources, policyNumber: policy.number, policyDigest: policy.bundle.digest)
            let run = InsertRun(
                team: team.id, id: Identifier.make(.run), template: template.name,
                templateVersion: plan.chosen.number, title: plan.inputs.title, useCase: useCase, mode: plan.mode,
                risk: template.risk, policyNumber: policy.number, inputs: plan.inputs.values,
                project: request.project ?? "", needs: template.needs, timeoutSeconds: template.timeoutSeconds,
                requestedBy: personID, isTrial: isTrial)
            try insert(run, brief, plan.inputs.files, tx)
            try record(run, brief, plan.sources, change)
            var view = try ShowRun.view(tx, team, run.id)
            view.notices += plan.notices
            if !template.outputs.isEmpty { view.notices += [pool?.busyNotice(for: quorum)].compactMap { $0 } }
            return view
        }
    }

    /// Nil for a trial: nobody reviews what it delivers.
    private static func pool(
        _ tx: Transaction, _ team: TeamContext, _ plan: DispatchPlan, requester: String, isTrial: Bool
    ) throws -> ReviewerPool? {
        if isTrial { return nil }
        return try ReviewerPool.beforeDispatch(
            tx, team, requester: requester, template: plan.template.name, templateVersion: plan.chosen.number,
            context: plan.sources.context)
    }

    /// The name of the use case that covers the run, and who must approve its output.
    private static func admit(
        _ template: TaskTemplate, _ mode: Mode, _ bundle: PolicyBundle, _ pool: ReviewerPool?
    ) throws -> (useCase: String, Quorum) {
        switch bundle.admit(DispatchFacts(template, mode: mode, pool: pool?.able)) {
        case .admitted(let useCase, let quorum): return (useCase.name, quorum)
        case .refused(let code, let reasons):
            throw Failure(
                code,
                "\(template.name) cannot be dispatched: " + reasons.map(\.sentence).joined(separator: "; ")
                    + advice(code, pool, bundle.quorum(of: template)),
                detail: [
                    "reasons": .array(reasons.map { .string($0.sentence) }),
                    "use_case": .string(template.useCase), "bounds": bounds(reasons, code),
                    "excluded": code == .poolTooSmall ? pool?.excluded : nil,
                ].compactMapValues { $0 })
        }
    }

    /// Which bounds of its use case a template breaks, as names that say nothing of the template: `mode`, `risk`.
    private static func bounds(_ reasons: [Reason], _ code: FailureCode) -> JSON? {
        guard code == .useCaseForbids else { return nil }
        return .array(Set(reasons.map { String($0.text.prefix { $0 != ":" }) }).sorted().map(JSON.string))
    }

    private static func advice(_ code: FailureCode, _ pool: ReviewerPool?, _ quorum: Quorum) -> String {
        switch code {
        case .useCaseMissing: "; the template names another one in `use_case`, or an admin adds it to the policy"
        case .useCaseForbids: "; the template asks for less, or an admin widens the use case"
        case .poolTooSmall:
            pool.map { pool in
                let remedies = PoolRemedies(pool: pool, able: pool.able, isBegun: false).remedies(for: quorum)
                return (pool.awayNotice(for: quorum).map { "; away are \($0)" } ?? "") + "; "
                    + remedies.joined(separator: ", or ")
            } ?? ""
        default: ""
        }
    }

    private static func insert(
        _ run: InsertRun, _ brief: RunBriefRow, _ files: [Domain.InputFile], _ tx: Transaction
    ) throws {
        try tx.run(run)
        try tx.run(InsertRunBrief(team: run.team, run: run.id, brief: brief))
        if !files.isEmpty { try tx.run(InsertRunFiles(team: run.team, run: run.id, files: files)) }
    }

    private static func record(
        _ run: InsertRun, _ brief: RunBriefRow, _ sources: BriefSources, _ change: Change
    ) throws {
        var facts: [String: JSON] = [
            "template": .string(run.template), "template_version": .integer(Int64(run.templateVersion)),
            "template_digest": .string(sources.templateDigest.description), "use_case": .string(run.useCase),
            "mode": .string(run.mode.rawValue), "risk": .string(run.risk.rawValue),
            "policy": .integer(Int64(run.policyNumber)), "brief": .string(brief.digest.description),
            "files": .array(sources.files.map { .string($0.digest.description) }),
        ]
        if run.isTrial { facts["trial"] = true }
        try change.record("run_dispatched", "run:\(run.id)", facts)
    }
}

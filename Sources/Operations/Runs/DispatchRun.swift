import API
import Decisions
import Domain
import Formats
import Platform
import Store

/// Starts a run: what it is given is checked, admitted by the team's policy, compiled into a brief and frozen, in one
/// transaction.
package enum DispatchRun {
    package static func run(_ team: TeamContext, _ request: DispatchRequest) throws -> RunView {
        guard let personID = team.personID else { throw Failure(.notHuman, "only a person dispatches a run") }
        return try team.change { change in
            let tx = change.tx
            let template = try PublishedTemplate.load(tx, team, request.template, version: request.version)
            let policy = try CurrentPolicy.load(tx, team)
            let inputs = try DispatchInputs.check(request, template, tx, team)
            let mode = try mode(request.mode, template)
            let (context, contextNotices) = try context(request.project, tx, team)
            let pool = try ReviewerPool.beforeDispatch(
                tx, team, requester: personID, template: template.template.name, templateVersion: template.number,
                context: context)
            let (useCase, quorum) = try admit(template.template, mode, policy.bundle, pool)
            let sources = BriefSources(
                team: team.name, context: context,
                template: template.template, templateVersion: template.number, templateDigest: template.digest,
                inputs: inputs.values, files: inputs.files, permission: template.template.permission)
            let brief = FrozenBrief.compile(sources, policyNumber: policy.number, policyDigest: policy.bundle.digest)
            let run = InsertRun(
                team: team.id, id: Identifier.make(.run), template: template.template.name,
                templateVersion: template.number, title: inputs.title, useCase: useCase, mode: mode,
                risk: template.template.risk, policyNumber: policy.number, inputs: inputs.values,
                project: request.project ?? "", needs: template.template.needs,
                timeoutSeconds: template.template.timeoutSeconds, requestedBy: personID)
            try insert(run, brief, inputs.files, tx)
            try record(run, brief, sources, change)
            var view = try ShowRun.view(tx, team, run.id)
            view.notices += contextNotices
            if !template.template.outputs.isEmpty { view.notices += [pool.busyNotice(for: quorum)].compactMap { $0 } }
            return view
        }
    }

    /// What the run inherits, and what its requester should know about that.
    private static func context(
        _ project: String?, _ tx: Transaction, _ team: TeamContext
    ) throws -> ([ContextDocument], notices: [String]) {
        if let project { try ProjectName.check(project) }
        let documents = try EffectiveContext.load(tx, team, project: project)
        let budget = ContextBudget(tokens: team.services.limits.contextTokens)
        let size = TextSize.sum(documents.map { TextSize($0.text) })
        let notice = budget.notice(of: size)
        if budget.refuses(size), let notice { throw Failure(.contextOverBudget, notice) }
        let isUnknown = project != nil && !documents.contains { $0.layer == .project }
        let missing = isUnknown ? "the project \(project ?? "") has no context in force: is it the one you mean?" : nil
        return (documents, [notice, missing].compactMap { $0 })
    }

    /// A template that says how it is to run is not run otherwise.
    private static func mode(_ wanted: Mode?, _ template: PublishedTemplate) throws -> Mode {
        guard let fixed = template.template.mode else { return wanted ?? .dispatch }
        guard wanted == nil || wanted == fixed else {
            throw Failure(
                .invalidInput, "mode: \(template.template.name) runs in mode \(fixed.rawValue) only; leave the mode out"
            )
        }
        return fixed
    }

    /// The name of the use case that covers the run, and who must approve its output.
    private static func admit(
        _ template: TaskTemplate, _ mode: Mode, _ bundle: PolicyBundle, _ pool: ReviewerPool
    ) throws -> (useCase: String, Quorum) {
        let facts = DispatchFacts(
            template: template.name, useCase: template.useCase, mode: mode, level: template.permission,
            risk: template.risk, outputs: template.outputs.map { OutputDeclaration(path: $0.path, kind: $0.kind) },
            actions: template.actions, tools: template.tools,
            pool: pool.unconflicted)
        switch bundle.admit(facts) {
        case .admitted(let useCase, let quorum): return (useCase.name, quorum)
        case .refused(let code, let reasons):
            throw Failure(
                code,
                "\(template.name) cannot be dispatched: " + reasons.map(\.description).joined(separator: "; ")
                    + advice(code),
                detail: [
                    "reasons": .array(reasons.map { .string($0.description) }),
                    "excluded": code == .poolTooSmall ? pool.excluded : nil,
                ].compactMapValues { $0 })
        }
    }

    private static func advice(_ code: FailureCode) -> String {
        switch code {
        case .useCaseMissing: "; the template names another one in `use_case`, or an admin adds it to the policy"
        case .useCaseForbids: "; the template asks for less, or an admin widens the use case"
        case .poolTooSmall:
            "; somebody else dispatches it, or an admin adds a reviewer: `countersign member set LOGIN --role reviewer`"
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
        try change.record(
            "run_dispatched", "run:\(run.id)",
            [
                "template": .string(run.template), "template_version": .integer(Int64(run.templateVersion)),
                "template_digest": .string(sources.templateDigest.description), "use_case": .string(run.useCase),
                "mode": .string(run.mode.rawValue), "risk": .string(run.risk.rawValue),
                "policy": .integer(Int64(run.policyNumber)), "brief": .string(brief.digest.description),
                "files": .array(sources.files.map { .string($0.digest.description) }),
            ])
    }
}

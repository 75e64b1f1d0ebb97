import Decisions
import Domain
import Glibc
import Store

/// Redeems a sign-off, once. In one transaction the outbox entry is taken, everything that must still hold is looked at
/// again, and the effect's row, of which there can be only one, says *started*. Only then does the executor act; a
/// second transaction says how it ended. Whoever dies in between leaves *started* behind, which turns into
/// *indeterminate* when the executor must be over (`RescueEffect`), and is never repeated.
package enum ExecuteAction {
    /// From the executor's own deadline to being presumed lost: for ending it and saying so.
    static let marginSeconds = 30
    /// How long a report is repeated that meets no database: what has been done should be known, and only this thread does.
    private static let reportSeconds = 60

    /// Does nothing when another instance has it, or had it.
    package static func run(_ team: TeamContext, id requestID: String) throws {
        let started: (executor: any Executor, order: EffectOrder)?
        do {
            started = try begin(team, requestID)
        } catch let failure as Failure where failure.code.kind != .unavailable {
            return try refuse(team, requestID, failure)
        }
        guard let (executor, order) = started else { return }
        let report: EffectReport
        do {
            report = try executor.execute(order)
        } catch {
            let reason = (error as? Failure)?.message ?? "\(error)"
            report = EffectReport(ending: .failed, result: ["reason": .string(reason)])
        }
        // Safe to repeat: only an effect that is *started* is ended.
        for _ in 1..<reportSeconds {
            do {
                return try end(team, order, report)
            } catch let failure as Failure where failure.code.kind == .unavailable {
                sleep(1)
            }
        }
        try end(team, order, report)
    }

    private static func begin(
        _ team: TeamContext, _ requestID: String
    ) throws -> (executor: any Executor, order: EffectOrder)? {
        try team.services.pool.transaction(.team(team.id)) { tx in
            let change = Change(tx: tx, team: team)
            guard try tx.first(TakeExecution(team: team.id, request: requestID)) != nil else { return nil }
            let request = try LockedRequest.load(change, requestID)
            try ReleaseGate.check(tx, team, request: request)
            let situation = try ActionSituation.load(tx, team, request)
            try check(request, situation, tx, team)
            guard let executor = team.services.executors[request.executor] else {
                throw Failure(.actionDenied, "this server has no executor \(request.executor)")
            }
            let lost = try tx.now() + Int64(executor.deadlineSeconds + marginSeconds)
            try tx.run(
                InsertEffect(
                    team: team.id, request: requestID, executor: request.executor, instance: team.services.instance,
                    presumedLostAt: lost))
            try tx.run(MoveActionRequest(team: team.id, id: requestID, to: .executing))
            try tx.run(FinishExecution(team: team.id, request: requestID))
            try change.record(
                "effect_started", "action:\(requestID)",
                [
                    "run": .string(request.runID), "executor": .string(request.executor),
                    "digest": .string(request.digest.description), "instance": .string(team.services.instance),
                ])
            return (executor, try order(tx, team, request, arguments: situation.arguments))
        }
    }

    /// Whether those who signed, if anybody had to, are still enough: by the facts of now, under the stricter of what policy
    /// said when it was asked for and what it says now. What was let through while a policy was weak is not carried out
    /// once it is strict again.
    private static func check(
        _ request: ActionRequestRow, _ situation: ActionSituation, _ tx: Transaction, _ team: TeamContext
    ) throws {
        let decision = try situation.decision(since: request)
        let missing = try decision.missing(tx, team, signers: request.signOffs.map(\.personID), situation)
        guard !missing.isEmpty else { return }
        let what = missing.joined(separator: "; ")
        throw Failure(
            .actionDenied,
            decision.outcome == .hold ? "as things are now it takes \(what), and that many have not signed" : what)
    }

    private static func order(
        _ tx: Transaction, _ team: TeamContext, _ request: ActionRequestRow, arguments: JSON
    ) throws -> EffectOrder {
        var output: EffectOrder.Output?
        if let id = request.outputID, let version = request.outputVersion,
            let digest = try JSON(text: request.canonical)["output"]?["content_digest"]?.string.flatMap({ Digest($0) })
        {
            let files = try tx.all(ReleasedFiles(team: team.id, output: id, version: version))
            output = EffectOrder.Output(
                id: id, version: version, contentDigest: digest, files: files.map { ($0.path, $0.digest) },
                read: { digest in try team.read { try StoredBytes.load($0, team, digest) } })
        }
        return EffectOrder(
            requestID: request.id, canonical: request.canonical, digest: request.digest, arguments: arguments,
            output: output, signers: request.signOffs.map(\.login), decidedAt: request.decidedAt ?? request.requestedAt)
    }

    /// Nothing has been done, and nothing will be: what was signed does not hold any more.
    private static func refuse(_ team: TeamContext, _ requestID: String, _ failure: Failure) throws {
        try team.change { change in
            guard try change.tx.first(TakeExecution(team: team.id, request: requestID)) != nil else { return }
            let request = try LockedRequest.load(change, requestID)
            try change.tx.run(FinishExecution(team: team.id, request: requestID))
            guard request.state == .signed || request.state == .allowed else { return }
            try change.tx.run(
                MoveActionRequest(
                    team: team.id, id: requestID, to: .failed, refusal: "not carried out: \(failure.message)"))
            try change.record(
                "action_refused", "action:\(requestID)",
                ["run": .string(request.runID), "code": .string(failure.code.rawValue)])
            // Perhaps because its template is not trusted any more.
            let run = try change.tx.one(RunOfAction(team: team.id, run: request.runID))
            let moves = try change.tx.all(LatestTrustMoves(team: team.id, template: run.template))
            try HeldTrust.of(run, moves, change.tx, team)[request.actionClass]?.recordChange(change)
            if request.term != nil { try change.settleRun(request.runID) }
        }
    }

    private static func end(_ team: TeamContext, _ order: EffectOrder, _ report: EffectReport) throws {
        let isFinished: Bool
        switch report.ending {
        case .finished: isFinished = true
        case .failed: isFinished = false
        case .unknown:
            // It stays *started* until it must be over, and is then indeterminate.
            team.services.observer.warn("effect_interrupted", ["request": .string(order.requestID)])
            return
        }
        try team.change { change in
            let request = try LockedRequest.load(change, order.requestID)
            switch request.effect?.state {
            case .started: break
            // Presumed lost, and reported after all: people decide with this in hand.
            case .indeterminate:
                return try change.record("effect_reported", "action:\(request.id)", facts(request, report))
            // Reported before, by a transaction whose end we did not hear of.
            case .finished, .failed, nil: return
            }
            try change.tx.run(
                EndEffect(
                    team: team.id, request: request.id, state: isFinished ? .finished : .failed, result: report.result))
            try change.tx.run(
                MoveActionRequest(team: team.id, id: request.id, to: isFinished ? .executed : .failed))
            try change.record(
                isFinished ? "effect_finished" : "effect_failed", "action:\(request.id)", facts(request, report))
            if isFinished, let output = request.outputID { try release(output, request, change) }
            if request.term != nil { try change.settleRun(request.runID) }
        }
    }

    private static func release(_ output: String, _ request: ActionRequestRow, _ change: Change) throws {
        let touched = try change.tx.runNow(
            MarkReleased(team: change.team.id, output: output, version: request.outputVersion ?? 0))
        guard touched > 0 else { return }
        try change.record(
            "output_released", "output:\(output)",
            ["action": .string(request.id), "version": .integer(Int64(request.outputVersion ?? 0))])
    }

    private static func facts(_ request: ActionRequestRow, _ report: EffectReport) -> [String: JSON] {
        ["run": .string(request.runID), "result_digest": .string(Digest.of(report.result).description)]
    }
}

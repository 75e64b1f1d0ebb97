import API
import Decisions
import Domain
import Store

extension ActionView {
    /// Throws `not_found` for what this team does not have.
    static func load(_ tx: Transaction, _ team: TeamContext, _ id: String) throws -> ActionView {
        let (rows, now) = try tx.all(ActionRequest(team: team.id, id: id), DatabaseClock())
        guard let row = rows.first else { throw Failure.missing("action request", id) }
        return try ActionView(row, now: now.one())
    }

    /// The same for the person who is to answer it: what it takes now, by the stricter of then and now, with who has
    /// signed, and whether this person's answer would count.
    static func loadToAnswer(
        _ tx: Transaction, _ team: TeamContext, _ id: String, personID: String
    ) throws -> ActionView {
        guard let row = try tx.first(ActionRequest(team: team.id, id: id)) else {
            throw Failure.missing("action request", id)
        }
        guard row.state == .held else { return try ActionView(row, now: tx.now()) }
        let standing = try SignerStanding.load(tx, team, row, personID: personID)
        var view = try ActionView(row, now: tx.now(), decision: standing.decision)
        let missing = try standing.decision.missing(
            tx, team, signers: row.signOffs.map(\.personID), standing.situation)
        if standing.decision.outcome == .hold, !missing.isEmpty {
            view.requirement = missing.joined(separator: "; ")
        }
        if view.state == .held {
            view.answer = ActionAnswer(
                obstacle: standing.obstacle?.message, mayDeny: standing.mayDeny || row.isAsked(by: personID))
        }
        return view
    }

    /// - Parameters:
    ///   - now: a held request past its deadline shows as what it is, whether or not a job has come by.
    ///   - decision: what policy says; nil for what it said when it was asked.
    init(_ row: ActionRequestRow, now: Timestamp, decision: PolicyDecision? = nil) throws {
        let decision = try decision ?? PolicyDecision(kept: row.decision)
        let payload = try JSON(text: row.canonical)
        let isOver = row.state == .held && now >= row.deadline
        let denial = row.state == .denied && decision.outcome == .deny ? [DenialReason.policy.rawValue] : []
        self.init(
            id: row.id, run: row.runID, output: row.outputID, outputVersion: row.outputVersion, action: row.action,
            actionClass: row.actionClass, isReversible: row.isReversible, state: isOver ? .denied : row.state,
            requestedBy: row.requestedByLogin ?? row.requestedBy, requestedAt: row.requestedAt, deadline: row.deadline,
            target: row.target, arguments: payload["arguments"] ?? .null, preview: row.preview, digest: row.digest,
            canonical: row.canonical, claim: HiddenText.render(row.claim),
            reasons: decision.reasons.map(\.description),
            requirement: decision.requirements.isEmpty ? nil : decision.missing.joined(separator: "; "),
            outcome: isOver ? DenialReason.timedOut.rawValue : row.outcome ?? denial.first,
            outcomeReason: isOver ? ExpireAction.reason : row.refusal ?? row.outcomeReason,
            signOffs: row.signOffs.map(SignOffView.init), effect: row.effect.map(EffectView.init),
            history: row.history.map(\.sentence), executor: row.executor.isEmpty ? nil : row.executor)
    }
}

extension SignOffView {
    fileprivate init(_ row: ActionRequestRow.SignOff) {
        self.init(
            id: row.id, person: row.login, tier: row.tier.rawValue, signedAt: row.signedAt, expiresAt: row.expiresAt,
            digest: row.digest)
    }
}

extension EffectView {
    fileprivate init(_ row: ActionRequestRow.Effect) {
        self.init(
            state: row.state, executor: row.executor, startedAt: row.startedAt, finishedAt: row.finishedAt,
            result: row.result)
    }
}

extension ActionRequestRow.Earlier {
    /// `act_… at 2026-11-01T12:30:00Z: denied by rita (denied_by): not this customer`
    fileprivate var sentence: String {
        let who = decidedBy.map { " by \($0)" } ?? ""
        let how = outcome.map { " (\($0))" } ?? ""
        let why = reason.flatMap { $0.isEmpty ? nil : ": \(HiddenText.render($0))" } ?? ""
        return "\(id) at \(requestedAt.minute): \(state.rawValue)\(who)\(how)\(why)"
    }
}

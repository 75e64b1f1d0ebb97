import Domain
import Store

/// The one way in which a held request gets its decision: the decision's row, the request's new state, the run that
/// goes on, and the record of it. The caller holds the request (`LockedRequest`).
enum DecideRequest {
    /// Says no. Where the deadline has passed, the true reason is that nobody answered in time.
    static func deny(
        _ change: Change, _ request: ActionRequestRow, as denial: DenialReason, reason: String
    ) throws {
        try deny(
            change, id: request.id, runID: request.runID, deadline: request.deadline, as: denial, reason: reason,
            isAgents: request.term != nil)
    }

    static func deny(
        _ change: Change, id: String, runID: String, deadline: Timestamp, as denial: DenialReason, reason: String,
        isAgents: Bool
    ) throws {
        let (tx, team) = (change.tx, change.team)
        var (denial, reason) = (denial, reason)
        if denial != .deniedBy, try tx.now() >= deadline { (denial, reason) = (.timedOut, ExpireAction.reason) }
        try tx.run(
            InsertActionDecision(
                team: team.id, request: id, outcome: denial.rawValue, decidedBy: change.team.actor.text, reason: reason)
        )
        try tx.run(MoveActionRequest(team: team.id, id: id, to: .denied))
        try change.record(
            "action_denied", "action:\(id)",
            [
                "run": .string(runID), "outcome": .string(denial.rawValue),
                "reason_digest": .string(Digest.of(reason).description),
            ])
        if isAgents { try change.settleRun(runID) }
    }

    /// Enough people have signed: the action is to be executed.
    static func sign(_ change: Change, _ request: ActionRequestRow) throws {
        let (tx, team) = (change.tx, change.team)
        try tx.run(
            InsertActionDecision(
                team: team.id, request: request.id, outcome: "signed", decidedBy: team.actor.text, reason: ""))
        try tx.run(MoveActionRequest(team: team.id, id: request.id, to: .signed))
        try tx.run(InsertExecution(team: team.id, request: request.id))
        try change.record(
            "action_signed", "action:\(request.id)",
            ["run": .string(request.runID), "digest": .string(request.digest.description)])
    }
}

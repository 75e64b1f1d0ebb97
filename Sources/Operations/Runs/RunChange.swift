import Domain
import Store

extension Change {
    /// A run that is about to change. Runs are locked before whatever belongs to them, so that no two changes wait for
    /// each other.
    func lockRun(_ id: String) throws -> RunRow {
        guard let run = try tx.first(LockRun(team: team.id, id: id)) else { throw Failure.missing("run", id) }
        return run
    }

    /// Ends what people could still answer for a locked run that will not listen any more.
    func withdrawPending(run id: String, outcome: DenialReason) throws {
        try withdrawQuestions(run: id)
        try PendingRequests.withdraw(self, runID: id, outcome: outcome)
    }

    func withdrawQuestions(run id: String) throws {
        for question in try tx.all(WithdrawOpenQuestions(team: team.id, run: id)) {
            try record("question_withdrawn", "question:\(question)", ["run": .string(id)])
        }
    }

    /// Puts a locked run into the state that says what it waits for, after a question or an action was asked or
    /// decided. A run that is not active stays as it is.
    package func settleRun(_ id: String) throws {
        let run = try lockRun(id)
        guard run.state.isActive else { return }
        let waits = try tx.one(RunWaits(team: team.id, run: id))
        let state: RunState = waits.hasOpenQuestion ? .awaitingAnswer : waits.hasHeldAction ? .awaitingInput : .running
        guard state != run.state else { return }
        try tx.run(SetRunState(team: team.id, run: id, state: state, reason: run.reason))
    }
}

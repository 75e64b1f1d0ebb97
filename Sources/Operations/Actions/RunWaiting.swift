import Store

/// Whether a run waits for people follows from what is open, and is never counted up and down: two answers at the same
/// moment cannot leave it waiting for nothing.
package enum RunWaiting {
    /// Sets the run's state to what it waits for now: `awaiting_input` for signatures and signed effects,
    /// `awaiting_answer` for a question, else `running`. A run that is not with an agent stays as it is. The caller holds
    /// the run's row.
    package static func settle(_ change: Change, runID: String) throws {
        guard let state = try change.tx.first(SettleRun(team: change.team.id, run: runID)) else { return }
        try change.record(state == .running ? "run_resumed" : "run_paused", "run:\(runID)", ["state": .string(state.rawValue)])
    }
}

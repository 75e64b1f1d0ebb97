import API
import Domain

/// What an agent is told about an action it asked for.
struct ActionDecision: Equatable {
    enum Outcome: String, Sendable, CaseIterable {
        /// It has happened.
        case executed
        /// The agent may do it itself.
        case allowed
        case denied
        case failed
        /// Nobody can tell whether it happened.
        case indeterminate
    }

    let outcome: Outcome
    /// One word for a program, such as `timed_out`.
    let reason: String
    /// What whoever decided said, or else the policy's reasons.
    let message: String
    var effect: JSON = .null

    /// Nil while it is not decided, or decided but not done.
    init?(_ view: ActionView) {
        switch view.state {
        case .held, .executing: return nil
        case .allowed, .signed:
            // With an executor the effect is still to come.
            guard view.executor == nil else { return nil }
            outcome = .allowed
        case .denied: outcome = .denied
        case .executed: outcome = .executed
        case .failed: outcome = .failed
        case .indeterminate: outcome = .indeterminate
        }
        reason = view.outcome ?? ""
        let words = view.outcomeReason ?? ""
        message = words.isEmpty ? view.reasons.joined(separator: "; ") : words
        effect = view.effect?.result ?? .null
    }

    /// The agent cannot wait any longer for what it was allowed: not a denial, for it may happen yet.
    init(overdue view: ActionView) {
        outcome = .indeterminate
        reason = DenialReason.timedOut.rawValue
        message = "allowed, and not done in time: see action \(view.id)"
    }

    /// The service refused the request, or could not be asked: no answer is a no.
    init(refusedWith failure: Failure) {
        outcome = .denied
        reason = failure.code == .leaseLost ? DenialReason.hostLost.rawValue : failure.code.rawValue
        message = failure.message
    }

    var json: JSON {
        [
            "ok": true, "decision": .string(outcome.rawValue), "reason": .string(reason), "message": .string(message),
            "effect": effect,
        ]
    }
}

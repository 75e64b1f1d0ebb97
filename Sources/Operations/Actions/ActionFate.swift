import Decisions
import Domain
import Store

extension ActionRequestRow {
    /// What became of the request after its first answer, in the order of time, a line each.
    /// - Parameter now: a held request past its deadline is denied, whether or not a job has come by.
    func fate(now: Timestamp) throws -> [String] {
        let signed = signOffs.map { "signed by \($0.login) (\($0.tier.rawValue)) at \($0.signedAt.minute)" }
        let rest = [try denial(now), failure, effect.map(Self.text), waiting].compactMap { $0 }
        return (signed + rest).map { HiddenText.render($0) }
    }

    /// What policy answered at once is the first answer itself.
    private func denial(_ now: Timestamp) throws -> String? {
        if state == .held {
            return now < deadline ? nil : "denied (timed_out) at \(deadline.minute): \(ExpireAction.reason)"
        }
        guard let outcome, let decidedAt, outcome != "signed",
            try PolicyDecision(kept: decision).outcome != .deny
        else { return nil }
        let who = outcome == DenialReason.deniedBy.rawValue ? decidedBy.map { " by \($0)" } ?? "" : ""
        let why = outcomeReason.flatMap { $0.isEmpty ? nil : ": \($0)" } ?? ""
        return "denied\(who) (\(outcome)) at \(decidedAt.minute)\(why)"
    }

    private var failure: String? {
        refusal.map { $0.hasPrefix("not carried out") ? $0 : "not carried out: \($0)" }
    }

    private static func text(_ effect: Effect) -> String {
        let end = effect.finishedAt.map { ", ended \($0.minute)" } ?? ""
        let what =
            switch effect.state {
            case .started: "being executed"
            case .finished: "executed"
            case .failed: "execution failed"
            case .indeterminate: "executed or not, which nobody knows yet (indeterminate)"
            }
        return "\(what) by \(effect.executor), started \(effect.startedAt.minute)\(end)"
    }

    private var waiting: String? { state == .signed && effect == nil ? "waits to be executed" : nil }
}

import API
import Domain
import Platform

/// The runner's own belief in its lease, in prose in `docs/leases.md`.
///
/// The service decides when a lease has passed, by its clock. The runner cannot read that clock, so it counts from the
/// moment *before it sent* the last renewal that succeeded: the service counted from a later one, so the runner's lease
/// always ends first. When a third is left, the runner gives the lease up for good: that third is there to stop the agent
/// before the service lets another runner begin. The clock goes on while the machine sleeps.
package final class Lease: Sendable {
    package enum Loss: Sendable, Equatable {
        /// A third of it was left without a renewal.
        case unrenewed
        /// The service says that it is over, or does not know this runner any more.
        case refused(String)
        /// The runner is being stopped.
        case abandoned
    }

    package struct State: Sendable {
        var countedFrom: Int
        var leaseMilliseconds: Int
        var renewEveryMilliseconds: Int
        var isCancelled = false
        var isEnded = false
        var loss: Loss?

        var givenUpAt: Int { countedFrom + leaseMilliseconds * 2 / 3 }
    }

    let state: Monitor<State>
    let now: @Sendable () -> Int

    /// - Parameters:
    ///   - sentAt: when the claim was sent, by `now`.
    ///   - now: milliseconds of a clock that never goes back and does not stop while the machine sleeps.
    package init(
        _ view: LeaseView, sentAt: Int, now: @escaping @Sendable () -> Int = { Clock.sinceBootMilliseconds }
    ) {
        state = Monitor(
            State(
                countedFrom: sentAt, leaseMilliseconds: view.leaseSeconds * 1000,
                renewEveryMilliseconds: view.renewEverySeconds * 1000, isCancelled: view.isCancelled))
        self.now = now
    }

    /// Whether anything may still be said or done under it. Once false, always false.
    package var isHeld: Bool { loss == nil && !state.value.isEnded }

    /// Why it is over for this runner; nil while it is held.
    package var loss: Loss? {
        let now = now()
        if let loss = state.value.loss { return loss }
        guard now >= state.value.givenUpAt else { return nil }
        return state.change { state in
            if now >= state.givenUpAt { state.loss = state.loss ?? .unrenewed }
            return state.loss
        }
    }

    /// A person has asked for the run to be cancelled; the lease is still held.
    package var isCancelled: Bool { state.value.isCancelled }

    /// The rest of a lease that is given up: the agent must be gone before that. In seconds.
    package var stopWithinSeconds: Double { Double(state.value.leaseMilliseconds) / 3000 }

    package func renewed(_ view: LeaseView, sentAt: Int) {
        // A renewal that comes too late does not bring the lease back: the agent is being stopped.
        guard isHeld else { return }
        state.change { state in
            guard state.loss == nil else { return }
            state.countedFrom = max(state.countedFrom, sentAt)
            state.leaseMilliseconds = view.leaseSeconds * 1000
            state.renewEveryMilliseconds = view.renewEverySeconds * 1000
            state.isCancelled = state.isCancelled || view.isCancelled
        }
    }

    package func lose(_ loss: Loss) { state.change { $0.loss = $0.loss ?? loss } }

    /// The attempt is over: nobody needs to renew any more.
    package func end() { state.change { $0.isEnded = true } }

    /// Waits that long, or until the lease is lost or ended.
    func pause(milliseconds: Int) {
        let left = max(0, state.value.givenUpAt - now())
        _ = state.wait(milliseconds: min(milliseconds, left)) { $0.loss != nil || $0.isEnded ? true : nil }
    }
}

/// One attention clock per person: a person reads one thing at a time, whatever is open in tabs, devices and reviews.
///
/// The last focus wins: it ends the one before. Credit for one focus is at most max(20 s, 1.5 × planned): who goes to
/// lunch in front of an open page has not read for an hour. Focusing what is already in focus goes on with that focus,
/// so that a repeated message does not renew the allowance. Credited spans never overlap, also when events arrive out
/// of order; hence the credit within any window is at most its length (invariant I4).
///
/// Times are the database's, in milliseconds since 1970, read under the lock of the person's row.
package enum AttentionClock {
    package struct Target: Hashable, Sendable {
        package let reviewID: String
        package let chunkIndex: Int

        package init(reviewID: String, chunkIndex: Int) {
            self.reviewID = reviewID
            self.chunkIndex = chunkIndex
        }
    }

    package struct Focus: Hashable, Sendable {
        package let target: Target
        /// What this focus can still be credited.
        package var allowanceMilliseconds: Int

        package init(target: Target, allowanceMilliseconds: Int) {
            self.target = target
            self.allowanceMilliseconds = allowanceMilliseconds
        }
    }

    package struct State: Hashable, Sendable {
        package var focus: Focus?
        /// Time up to here is accounted for and never credited again.
        package var accountedUntilMilliseconds: Int

        package init(focus: Focus?, accountedUntilMilliseconds: Int) {
            self.focus = focus
            self.accountedUntilMilliseconds = accountedUntilMilliseconds
        }
    }

    package enum Event: Hashable, Sendable {
        case focus(Target, plannedMilliseconds: Int, atMilliseconds: Int)
        /// The target is left. One that is not in focus (a tab that lost to another) changes nothing.
        case blur(Target, atMilliseconds: Int)
        /// Pays out what is due so far and goes on: before an acknowledgement or a verdict is judged.
        case settle(atMilliseconds: Int)
    }

    package struct Credit: Hashable, Sendable {
        package let target: Target
        package let fromMilliseconds: Int
        package let milliseconds: Int

        package init(target: Target, fromMilliseconds: Int, milliseconds: Int) {
            self.target = target
            self.fromMilliseconds = fromMilliseconds
            self.milliseconds = milliseconds
        }
    }

    /// The most that one focus on a chunk is credited.
    package static func allowance(plannedMilliseconds: Int) -> Int { max(20_000, plannedMilliseconds * 3 / 2) }

    /// The new state and what to add to whose reading; `state` is nil before a person's first event.
    package static func advance(_ state: State?, _ event: Event) -> (state: State?, credits: [Credit]) {
        switch event {
        case .settle(let at):
            guard let state else { return (nil, []) }
            return settled(state, at: at)
        case .blur(let target, let at):
            guard let state, state.focus?.target == target else { return (state, []) }
            var (next, credits) = settled(state, at: at)
            next.focus = nil
            return (next, credits)
        case .focus(let target, let planned, let at):
            var (next, credits) = settled(state ?? State(focus: nil, accountedUntilMilliseconds: at), at: at)
            if next.focus?.target != target {
                next.focus = Focus(target: target, allowanceMilliseconds: allowance(plannedMilliseconds: planned))
            }
            return (next, credits)
        }
    }

    private static func settled(_ state: State, at: Int) -> (state: State, credits: [Credit]) {
        var next = state
        next.accountedUntilMilliseconds = max(state.accountedUntilMilliseconds, at)
        guard var focus = state.focus else { return (next, []) }
        let elapsed = next.accountedUntilMilliseconds - state.accountedUntilMilliseconds
        let credited = min(elapsed, focus.allowanceMilliseconds)
        guard credited > 0 else { return (next, []) }
        focus.allowanceMilliseconds -= credited
        next.focus = focus
        let credit = Credit(
            target: focus.target, fromMilliseconds: state.accountedUntilMilliseconds, milliseconds: credited)
        return (next, [credit])
    }
}

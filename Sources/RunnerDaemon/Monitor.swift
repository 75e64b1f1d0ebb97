import Dispatch
import Platform
import Synchronization

/// A value behind a lock, with waiting: a thread blocks until another one has changed the value as it needs.
final class Monitor<Value: Sendable>: Sendable {
    private struct State {
        var value: Value
        var waiting: [DispatchSemaphore] = []
    }

    private let state: Mutex<State>

    init(_ value: Value) { state = Mutex(State(value: value)) }

    /// Changes the value and lets everyone who waits look at it again.
    @discardableResult
    func change<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        let (result, woken) = state.withLock { state in
            let result = body(&state.value)
            let woken = state.waiting
            state.waiting = []
            return (result, woken)
        }
        for semaphore in woken { semaphore.signal() }
        return result
    }

    var value: Value { state.withLock { $0.value } }

    /// Looks until there is a result; nil when that time has passed first. `look` must not change the value.
    func wait<Result: Sendable>(milliseconds: Int? = nil, for look: (Value) -> Result?) -> Result? {
        let deadline = milliseconds.map { Clock.monotonicMilliseconds + $0 }
        while true {
            let semaphore = DispatchSemaphore(value: 0)
            let found = state.withLock { state in
                let found = look(state.value)
                if found == nil { state.waiting.append(semaphore) }
                return found
            }
            if let found { return found }
            let left = deadline.map { max(0, $0 - Clock.monotonicMilliseconds) }
            if left == 0
                || semaphore.wait(timeout: left.map { .now() + .milliseconds($0) } ?? .distantFuture) == .timedOut
            {
                return state.withLock { state in
                    state.waiting.removeAll { $0 === semaphore }
                    return look(state.value)
                }
            }
        }
    }
}

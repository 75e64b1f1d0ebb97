import Dispatch
import Synchronization

/// A value that one thread will have and others block for.
package final class Promise<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)
    private let isKept = DispatchSemaphore(value: 0)

    package init() {}

    /// Hands over the value; only the first one counts.
    package func keep(_ value: Value) {
        let isFirst = self.value.withLock { kept in
            defer { kept = kept ?? value }
            return kept == nil
        }
        if isFirst { isKept.signal() }
    }

    /// The value, if it is there already.
    package var kept: Value? { value.withLock { $0 } }

    package func wait() -> Value {
        while true {
            if let value = wait(milliseconds: 3_600_000) { return value }
        }
    }

    /// Nil when that time has passed first.
    package func wait(milliseconds: Int) -> Value? {
        if isKept.wait(timeout: .now() + .milliseconds(milliseconds)) == .success {
            // For whoever else waits.
            isKept.signal()
        }
        return kept
    }
}

import Glibc
import Synchronization

/// A program that was started: can be signalled and waited for, from any thread.
package final class RunningProcess: Sendable {
    struct State {
        /// Until it is reaped its number, and so that of its group, belongs to nobody else.
        var isReaped = false
        var terminateAt: Int?
        var killAt: Int?
        var timedOut = false
    }

    /// Also the number of its process group and session.
    package let processID: Int32
    private let graceMilliseconds: Int
    private let state: Mutex<State>
    private let outcome = Promise<Outcome>()
    /// Writing here makes the supervisor look at the state again.
    private let wake: Descriptor

    init(processID: Int32, deadlineMilliseconds: Int?, graceMilliseconds: Int, wake: consuming Descriptor) {
        self.processID = processID
        self.graceMilliseconds = graceMilliseconds
        self.wake = wake
        let now = Clock.monotonicMilliseconds
        state = Mutex(State(terminateAt: deadlineMilliseconds.map { now + $0 }))
    }

    package var isRunning: Bool { outcome.kept == nil }

    /// Waits for its end.
    package func wait() -> Outcome { outcome.wait() }

    /// Waits for its end; nil when it still runs after that time.
    package func wait(timeoutSeconds: Double) -> Outcome? {
        outcome.wait(milliseconds: Int(timeoutSeconds * 1000))
    }

    /// Asks the whole group to end (SIGTERM) and kills what is left of it after the grace. Returns at once.
    package func terminate(graceSeconds: Double) {
        state.withLock { state in
            // Once it is reaped, its supervisor may be gone, and with it the other end of the pipe.
            guard !state.isReaped else { return }
            terminate(&state, graceMilliseconds: Int(graceSeconds * 1000))
            var byte: UInt8 = 1
            _ = write(wake.number, &byte, 1)
        }
    }

    /// Sends a signal to the program alone; nothing happens if it has ended.
    package func send(_ signal: Int32) {
        state.withLock { state in
            if !state.isReaped { kill(processID, signal) }
        }
    }

    private func terminate(_ state: inout State, graceMilliseconds: Int) {
        kill(-processID, SIGTERM)
        let killAt = Clock.monotonicMilliseconds + graceMilliseconds
        state.killAt = min(state.killAt ?? killAt, killAt)
        state.terminateAt = nil
    }
}

// What the supervisor does.
extension RunningProcess {
    /// Does what is due, and returns the milliseconds until more is; nil if nothing is planned.
    func enforceDeadlines() -> Int? {
        state.withLock { state in
            guard !state.isReaped else { return nil }
            let now = Clock.monotonicMilliseconds
            if let terminateAt = state.terminateAt, terminateAt <= now {
                state.timedOut = true
                terminate(&state, graceMilliseconds: graceMilliseconds)
            }
            if let killAt = state.killAt, killAt <= now {
                kill(-processID, SIGKILL)
                // It cannot refuse; should the kernel take its time, ask again.
                state.killAt = now + 1000
            }
            return [state.terminateAt, state.killAt].compactMap { $0 }.min().map { max(0, $0 - now) }
        }
    }

    /// Takes the status of a program that has ended, and kills what it left in its group first: as long as it is not
    /// reaped, no other group can have its number.
    func reap() -> Outcome.End {
        state.withLock { state in
            kill(-processID, SIGKILL)
            var status: Int32 = 0
            while waitpid(processID, &status, 0) < 0 && errno == EINTR {}
            state.isReaped = true
            // The layout of a wait status, which C hides in macros: the low seven bits are the signal.
            let signal = status & 0x7F
            return signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
        }
    }

    func finish(_ end: Outcome.End, output: Outcome.Captured, errors: Outcome.Captured) {
        let timedOut = state.withLock { $0.timedOut }
        outcome.keep(Outcome(end: end, timedOut: timedOut, output: output, errors: errors))
    }
}

import Platform
import Synchronization

/// A moving line on standard error for work that takes more than a second. It removes itself.
package final class Progress: Sendable {
    private enum Phase { case waiting, shown, stopped }

    private let phase = Mutex(Phase.waiting)
    private let terminal: any Terminal
    private let line: String

    package init(_ what: Text, on terminal: any Terminal) throws {
        self.terminal = terminal
        line = what.plain
        try BackgroundThread.start { self.run() }
    }

    /// Returns after the line has gone.
    package func stop() {
        phase.withLock { phase in
            if phase == .shown { terminal.writeError("\r\u{1b}[K") }
            phase = .stopped
        }
    }

    private func run() {
        for step in 0... {
            terminal.pause(milliseconds: step == 0 ? 1000 : 120)
            let goesOn = phase.withLock { phase in
                if phase == .stopped { return false }
                phase = .shown
                let marks = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]
                terminal.writeError("\r\(marks[step % marks.count]) \(line) …\u{1b}[K")
                return true
            }
            if !goesOn { return }
        }
    }
}

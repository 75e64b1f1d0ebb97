import Glibc
import Platform

/// The process's terminal, taken over: raw keys and the alternate screen, so that what was there before comes back.
///
/// Signals that would end or stop the process are blocked and looked for between two waits for a key. So there is no
/// moment at which one could leave the terminal in raw mode, and no handler that must be careful. `close` gives everything
/// back, and lets a signal that came meanwhile have its usual effect.
package final class SystemScreen: ScreenDevice {
    private var before = termios()
    private var maskBefore = sigset_t()
    private var received: Int32?
    private var isOpen = false
    private let isColored: Bool
    private var pending: [UInt8] = []
    private var keys: [Key] = []
    private var knownSize: ScreenSize
    private var drawn: [String] = []
    private static let pollMilliseconds: Int32 = 100

    /// Nil where standard input and output are no terminal.
    package init?(isColored: Bool) {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1, tcgetattr(STDIN_FILENO, &before) == 0 else {
            return nil
        }
        self.isColored = isColored
        knownSize = SystemScreen.currentSize()
        open()
    }

    deinit { giveBack() }

    package var size: ScreenSize { knownSize }

    package func draw(_ rows: [Text]) {
        let lines = rows.prefix(knownSize.rows).map { $0.rendered(colored: isColored) }
        guard lines != drawn else { return }
        drawn = lines
        // Cleared before it is written: after a full row that would take its last character away. No line end after the
        // last row: it would scroll.
        write("\u{1b}[H" + lines.map { "\u{1b}[2K" + $0 }.joined(separator: "\r\n"))
    }

    package func next(timeoutSeconds: Int?) -> ScreenInput {
        let deadline = timeoutSeconds.map { Clock.monotonicMilliseconds + $0 * 1000 }
        while true {
            if !keys.isEmpty { return .key(keys.removeFirst()) }
            if let signal = SystemScreen.takeSignal() {
                if signal == SIGTSTP { return .key(.suspend) }
                received = signal
                return .ended
            }
            let size = SystemScreen.currentSize()
            if size != knownSize {
                knownSize = size
                drawn = []
                return .resized(size)
            }
            if let deadline, Clock.monotonicMilliseconds >= deadline { return .idle }
            guard readKeys() else { return .ended }
        }
    }

    package func suspend() {
        giveBack()
        kill(getpid(), SIGSTOP)
        open()
    }

    /// Gives the terminal back. A signal that ended the reading then ends the process, as its sender wanted.
    package func close() {
        giveBack()
        if let received {
            signal(received, SIG_DFL)
            kill(getpid(), received)
        }
    }

    private func open() {
        var signals = SystemScreen.signals()
        pthread_sigmask(SIG_BLOCK, &signals, &maskBefore)
        var raw = before
        cfmakeraw(&raw)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw)
        isOpen = true
        drawn = []
        // Alternate screen, no cursor, lines wrapped by us and by nobody else.
        write("\u{1b}[?1049h\u{1b}[?25l\u{1b}[?7l\u{1b}[2J")
    }

    private func giveBack() {
        guard isOpen else { return }
        isOpen = false
        write("\u{1b}[?7h\u{1b}[?25h\u{1b}[?1049l")
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
        pthread_sigmask(SIG_SETMASK, &maskBefore, nil)
    }

    /// False when the terminal has gone.
    private func readKeys() -> Bool {
        var wanted = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        guard poll(&wanted, 1, SystemScreen.pollMilliseconds) > 0 else { return true }
        var buffer = [UInt8](repeating: 0, count: 1024)
        let count = read(STDIN_FILENO, &buffer, buffer.count)
        guard count > 0 else { return count < 0 && errno == EINTR }
        pending += buffer[..<count]
        keys += Key.take(from: &pending)
        return true
    }

    private func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            // Whoever watched has gone: the next wait for a key will say so.
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    private static func signals() -> sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP] { sigaddset(&signals, signal) }
        return signals
    }

    private static func takeSignal() -> Int32? {
        var signals = signals()
        var now = timespec(tv_sec: 0, tv_nsec: 0)
        let signal = sigtimedwait(&signals, nil, &now)
        return signal > 0 ? signal : nil
    }

    private static func currentSize() -> ScreenSize {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return ScreenSize(columns: 80, rows: 24)
        }
        return ScreenSize(columns: Int(size.ws_col), rows: Int(size.ws_row))
    }
}

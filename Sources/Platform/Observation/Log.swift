import Domain
import Glibc
import Synchronization

/// Writes observations as lines: logfmt for people, JSON for collectors. Whole lines, one at a time, from any thread.
/// No secret gets through: every text passes the `Redactor`, and fields that are secrets by name are dropped.
package final class Log: Sendable {
    package typealias Sink = @Sendable (_ line: String) -> Void

    private let level: Observation.Level
    private let format: Configuration.LogFormat
    private let now: @Sendable () -> Int
    /// Locked while a line is written, so that lines neither mix nor overtake each other.
    private let sink: Mutex<Sink>

    /// `now` gives milliseconds since 1970; `sink` gets each line without its newline.
    package init(
        level: Observation.Level, format: Configuration.LogFormat,
        now: @escaping @Sendable () -> Int = { Clock.wallMilliseconds },
        sink: @escaping Sink = Log.standardError
    ) {
        self.level = level
        self.format = format
        self.now = now
        self.sink = Mutex(sink)
    }

    package func write(_ observation: Observation) {
        guard observation.level >= level else { return }
        let line = LogLine(observation, millisecondsSince1970: now())
        let text =
            switch format {
            case .text: line.text
            case .json: line.json
            }
        sink.withLock { $0(text) }
    }

    /// One `write` per line, so that lines of several processes do not mix either. What cannot be written is lost: a
    /// log must not stop the service.
    package static let standardError: Sink = { line in
        var bytes = Array(line.utf8)[...]
        bytes.append(10)
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}

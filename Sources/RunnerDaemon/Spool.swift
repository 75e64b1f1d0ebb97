import API
import Domain
import Glibc
import Platform
import Synchronization

/// A file in the workspace with the frames that the service has not acknowledged, a JSON object a line: what a person finds
/// when the runner was killed. It is emptied whenever everything is acknowledged.
final class Spool: Sendable {
    private let file: Int32
    private let isFailing = Mutex(false)
    private let observer: Observer

    init(path: String, observer: Observer) throws {
        file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw Failure.system("cannot write \(path)", errno: errno) }
        self.observer = observer
    }

    deinit { close(file) }

    func add(_ frame: FrameRequest) {
        let json: JSON = [
            "sequence": .integer(frame.sequence), "kind": .string(frame.kind), "body": .string(frame.body),
            "digest": .string(frame.digest.description),
        ]
        let line = Array((json.canonical + "\n").utf8)
        check(line.withUnsafeBytes { write(file, $0.baseAddress, $0.count) } == line.count)
    }

    func clear() { check(ftruncate(file, 0) == 0) }

    /// The frames are in memory too, so a full disk does not stop the run; but it is said, once.
    private func check(_ isDone: Bool) {
        let reason = errno
        let wasFailing = isFailing.withLock { isFailing in
            defer { isFailing = !isDone }
            return isFailing
        }
        guard !isDone, !wasFailing else { return }
        observer.warn("spool_failed", ["message": .string(Failure.system("cannot write", errno: reason).message)])
    }
}

import Glibc
import Synchronization

/// A second handle on a session's socket, by which a thread that does not use the session can end it: whoever waits there
/// for an answer gets an error at once. libpq closes its own handle whenever it likes, so its number must not be used.
final class Lifeline: Sendable {
    private let descriptor = Mutex<Int32>(-1)

    func hold(_ socket: Int32) {
        release()
        descriptor.withLock { $0 = fcntl(socket, F_DUPFD_CLOEXEC, 3) }
    }

    func release() {
        descriptor.withLock { descriptor in
            if descriptor >= 0 { close(descriptor) }
            descriptor = -1
        }
    }

    func cut() {
        descriptor.withLock { descriptor in
            if descriptor >= 0 { shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
    }
}

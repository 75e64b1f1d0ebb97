import Glibc

/// Says that somebody is at work in a folder, on whichever runner of this host; the kernel takes it back when they are gone.
final class WorkspaceLock: Sendable {
    private let descriptor: Int32

    /// Nil when somebody else has it, or there is no such folder.
    init?(_ folder: String) {
        descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
    }

    /// Unlocks first: a child between fork and exec holds the same open file, and would keep the lock past `close`.
    deinit {
        if descriptor >= 0 {
            flock(descriptor, LOCK_UN)
            close(descriptor)
        }
    }
}

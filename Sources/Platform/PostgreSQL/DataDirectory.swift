import Domain
import FoundationEssentials
import Glibc
import Synchronization

/// The service's data directory, held by one process at a time.
final class DataDirectory: Sendable {
    /// Absolute and without links.
    let path: String
    /// An open lock file. The kernel lets go of the lock when the process ends, however it ends.
    private let lock: Mutex<Descriptor>

    /// Makes the directory where there is none, and takes it. Throws when another process has it.
    init(_ directory: String) throws {
        path = try Self.make(directory)
        let file = try Descriptor.open("\(path)/lock", O_RDWR | O_CREAT | O_NOFOLLOW)
        guard flock(file.number, LOCK_EX | LOCK_NB) == 0 else {
            var holder = [UInt8](repeating: 0, count: 32)
            let count = max(0, read(file.number, &holder, holder.count))
            let process = String(decoding: holder.prefix(count), as: UTF8.self)
            throw Failure(
                .unavailable,
                "the data directory \(path) is in use by process \(process); stop it, or name another with --data")
        }
        let holder = Array("\(getpid())".utf8)
        guard ftruncate(file.number, 0) == 0, pwrite(file.number, holder, holder.count, 0) == holder.count else {
            throw Failure.system("cannot write \(path)/lock", errno: errno)
        }
        lock = Mutex(file)
    }

    func release() {
        lock.withLock {
            // A child that has been forked and has not yet become another program holds a copy of the descriptor.
            flock($0.number, LOCK_UN)
            $0.close()
        }
    }

    /// Others may pass through, for PostgreSQL's user must; they see no names, and what is inside looks after itself.
    private static func make(_ directory: String) throws -> String {
        if access(directory, F_OK) != 0 {
            do {
                try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
            } catch {
                throw Failure(.unavailable, "cannot make the data directory \(directory): \(error)")
            }
            guard chmod(directory, geteuid() == 0 ? 0o711 : 0o700) == 0 else {
                throw Failure.system("cannot set the mode of \(directory)", errno: errno)
            }
        }
        guard let resolved = realpath(directory, nil) else {
            throw Failure.system("cannot find the data directory \(directory)", errno: errno)
        }
        defer { free(resolved) }
        guard access(resolved, W_OK | X_OK) == 0 else {
            throw Failure.system(
                "cannot write in the data directory \(directory)", errno: errno, remedy: "name another with --data")
        }
        return String(cString: resolved)
    }
}

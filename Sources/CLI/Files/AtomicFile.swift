import Domain
import Glibc
import Platform

/// Files that are there whole or not at all.
enum AtomicFile {
    /// Writes beside the target and renames, so that nobody ever sees half a file; private to its owner.
    static func write(
        _ bytes: [UInt8], to path: String, replaces: Bool, remedy: String = "choose another name, or --force"
    ) throws {
        let draft = draftPath(for: path)
        let file = open(draft, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw Failure.system("cannot write \(path)", errno: errno) }
        defer { unlink(draft) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 else {
                let reason = errno
                close(file)
                throw Failure.system("cannot write \(path)", errno: reason)
            }
            rest = rest.dropFirst(count)
        }
        guard fsync(file) == 0, close(file) == 0 else { throw Failure.system("cannot write \(path)", errno: errno) }
        try place(draft, at: path, replaces: replaces, remedy: remedy)
    }

    /// A name that is not in use, in the same folder.
    static func draftPath(for path: String) -> String {
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        return "\(folder).countersign-\(Hex.encode(SecureRandom.bytes(8)))"
    }

    /// Gives a finished draft its name. Without `replaces` the kernel refuses if the name is taken.
    static func place(_ draft: String, at path: String, replaces: Bool, remedy: String) throws {
        if replaces {
            guard rename(draft, path) == 0 else { throw Failure.system("cannot write \(path)", errno: errno) }
        } else {
            guard link(draft, path) == 0 else {
                if errno == EEXIST { throw taken(path, remedy: remedy) }
                throw Failure.system("cannot write \(path)", errno: errno)
            }
            unlink(draft)
        }
    }

    static func taken(_ path: String, remedy: String) -> Failure {
        Failure(.alreadyExists, "\(path) is there already; \(remedy)")
    }
}

import Domain
import Glibc
import Platform

/// A folder held open, so that what is found in it is in it, whatever becomes of paths meanwhile. Names are bytes, as the
/// file system has them; no link is ever followed.
final class OpenFolder {
    private let descriptor: Int32

    init(_ path: String) throws {
        descriptor = open(path, Self.flags)
        guard descriptor >= 0 else { throw Failure.system("cannot read the folder \(path)", errno: errno) }
    }

    /// Nil if it cannot be opened; then `errno` says why.
    init?(_ name: [UInt8], in parent: OpenFolder) {
        descriptor = openat(parent.descriptor, Self.cString(name), Self.flags)
        guard descriptor >= 0 else { return nil }
    }

    deinit { close(descriptor) }

    private static let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC

    /// All but `.` and `..`, in the order of their bytes.
    func names() throws -> [[UInt8]] {
        // A copy of its own, since `closedir` closes it.
        guard let folder = fdopendir(fcntl(descriptor, F_DUPFD_CLOEXEC, 3)) else {
            throw Failure.system("cannot read a folder", errno: errno)
        }
        defer { closedir(folder) }
        rewinddir(folder)
        var names: [[UInt8]] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name != [46] && name != [46, 46] { names.append(name) }
        }
        return names.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// Of the entry itself, not of what it links to; nil if it has gone.
    func facts(of name: [UInt8]) -> stat? {
        var facts = stat()
        return fstatat(descriptor, Self.cString(name), &facts, AT_SYMLINK_NOFOLLOW) == 0 ? facts : nil
    }

    func remove(_ name: [UInt8], isFolder: Bool) throws {
        let flags = isFolder ? AT_REMOVEDIR : 0
        guard unlinkat(descriptor, Self.cString(name), flags) == 0 || errno == ENOENT else {
            throw Failure.system("cannot remove \(String(decoding: name, as: UTF8.self))", errno: errno)
        }
    }

    /// Gives a folder back to its owner.
    func unlock(_ name: [UInt8]) { fchmodat(descriptor, Self.cString(name), 0o700, 0) }

    private static func cString(_ name: [UInt8]) -> [CChar] { name.map { CChar(bitPattern: $0) } + [0] }
}

extension stat {
    var kind: mode_t { st_mode & S_IFMT }
}

import Domain
import FoundationEssentials
import Formats
import Glibc

/// The folder on this machine that context is imported from. Symbolic links are followed, but never out of it.
struct ImportFolder {
    /// Absolute, without symbolic links.
    let path: String

    init(_ typed: String, _ invocation: Invocation) throws {
        guard let path = Self.real(LocalFile.path(typed, invocation)), Self.mode(path) == S_IFDIR else {
            throw Failure(.badRequest, "\(typed) is not a folder")
        }
        self.path = path
    }

    /// What stands at a path relative to the folder.
    func look(_ inside: String) throws -> ContextFile {
        guard let real = Self.real(path + "/" + inside) else { return .missing }
        guard let inside = relative(real) else { return .outside }
        guard Self.mode(real) == S_IFREG else { return .notAFile }
        var bytes: [UInt8] = []
        var size = 0
        try LocalFile.pieces(of: real) { piece in
            size += piece.count
            if size <= PlainText.contextLimitBytes { bytes += piece }
        }
        if size > bytes.count { return .tooLong(sizeBytes: size, path: inside) }
        return .bytes(bytes, path: inside)
    }

    /// A real path as it is named from here; nil if it is elsewhere.
    func relative(_ real: String) -> String? {
        if Array(real.utf8) == Array(path.utf8) { return "" }
        let prefix = path == "/" ? "/" : path + "/"
        return real.utf8.starts(with: prefix.utf8)
            ? String(decoding: real.utf8.dropFirst(prefix.utf8.count), as: UTF8.self) : nil
    }

    /// The CLAUDE.md and AGENTS.md of folders below this one, which hold for those folders only.
    func nested(in folder: String) throws -> [String] {
        var found: [String] = []
        var folders = [folder]
        var budget = 10_000
        while let next = folders.popLast(), budget > 0 {
            let place = next.isEmpty ? path : path + "/" + next
            for name in (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? [] {
                budget -= 1
                let inside = next.isEmpty ? name : next + "/" + name
                switch Self.mode(path + "/" + inside, follows: false) {
                case S_IFDIR where !name.hasPrefix(".") && name != "node_modules": folders.append(inside)
                case S_IFREG where next != folder && ContextImporter.names.contains(name): found.append(inside)
                default: break
                }
            }
        }
        return found.sorted()
    }

    static func real(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(validatingCString: resolved)
    }

    static func mode(_ path: String, follows: Bool = true) -> mode_t? {
        var facts = stat()
        guard (follows ? stat(path, &facts) : lstat(path, &facts)) == 0 else { return nil }
        return facts.st_mode & S_IFMT
    }
}

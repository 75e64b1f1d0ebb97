import API
import Domain
import FoundationEssentials
import Glibc

/// The parts of one output version that were served to this person, in a file that only they can read.
struct PartCache {
    struct Part: Codable, Equatable {
        var path: String
        var kind: String
        var startLine: Int
        var text: String
    }

    private let file: String

    /// In XDG_CACHE_HOME or `~/.cache`; nil where there is neither.
    static func of(_ content: Digest, _ environment: [String: String]) -> PartCache? {
        var folder = environment["XDG_CACHE_HOME"] ?? ""
        if !folder.hasPrefix("/") {
            guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
            folder = home + "/.cache"
        }
        return PartCache(file: "\(folder)/countersign/parts/\(content.hex).json")
    }

    /// By index.
    func parts() -> [Int: Part] {
        guard let bytes = try? Data(contentsOf: URL(filePath: file)),
            let parts = try? JSONDecoder().decode([Int: Part].self, from: bytes)
        else { return [:] }
        return parts
    }

    func remember(_ view: ChunkView) throws {
        let part = Part(path: view.path, kind: view.kind, startLine: view.startLine, text: view.text)
        var parts = parts()
        guard parts[view.index] != part else { return }
        parts[view.index] = part
        let folder = String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)])
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try AtomicFile.write([UInt8](JSONEncoder().encode(parts)), to: file, replaces: true)
    }

    /// After the verdict nobody quotes any more.
    func forget() { unlink(file) }
}

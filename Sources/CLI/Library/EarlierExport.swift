import API
import Domain
import FoundationEssentials
import Formats
import Glibc

/// What an earlier export left in a folder, as its `countersign.json` lists it: folders of templates, and manifests.
struct EarlierExport {
    private let root: String
    /// By path: the files of what is as it was written.
    private var untouched: [String: [String]] = [:]
    /// By path: what it was, of what somebody has changed since.
    private var changed: [String: Digest] = [:]

    static func read(_ root: String) throws -> EarlierExport {
        var earlier = EarlierExport(root: root)
        let pins = root + "/" + LibraryLayout.pinsFile
        guard FileManager.default.fileExists(atPath: pins) else { return earlier }
        var bytes: [UInt8] = []
        try LocalFile.pieces(of: pins) { bytes += $0 }
        guard let listed = try? JSON(bytes: bytes) else { return earlier }
        for (path, digest) in LibraryLayout.digests(in: listed) where FileSet.unsafety(ofPath: path) == nil {
            earlier.look(path, digest)
        }
        return earlier
    }

    var isEmpty: Bool { untouched.isEmpty && changed.isEmpty }

    private init(root: String) { self.root = root }

    private mutating func look(_ path: String, _ digest: Digest) {
        // A link on the way leads to what is not this export's.
        guard let real = ImportFolder.real(root + "/" + path), let realRoot = ImportFolder.real(root) else { return }
        if real == realRoot + "/" + path, let files = Self.files(real, digest) {
            untouched[path] = files.map { $0.isEmpty ? path : "\(path)/\($0)" }
        } else {
            changed[path] = digest
        }
    }

    /// Paths inside of a folder, the empty one for a file by itself; nil if it is not what has this digest.
    private static func files(_ path: String, _ digest: Digest) -> [String]? {
        if ImportFolder.mode(path) == S_IFREG { return (try? LocalFile.digest(ofFile: path)) == digest ? [""] : nil }
        guard let found = try? Folder.read(path), found.isPlain, FileSet(found.files).digest == digest else {
            return nil
        }
        return found.files.keys.sorted()
    }

    private static func isGone(_ path: String, _ files: [String]) -> Bool {
        !files.contains { $0 == path || $0.hasPrefix(path + "/") }
    }

    /// What somebody has changed and these files no longer have. The next export is to know of it, too.
    func left(by files: [String]) -> [String: Digest] { changed.filter { Self.isGone($0.key, files) } }

    /// What is there, is not as it was exported, and becomes something else by these files.
    func overwritten(by files: [LibraryFileView]) -> [String] {
        let known = Set(untouched.values.joined() + [LibraryLayout.pinsFile])
        return files.filter { file in
            guard !known.contains(file.path), let there = try? LocalFile.digest(ofFile: root + "/" + file.path) else {
                return false
            }
            return there != file.digest
        }.map(\.path).sorted()
    }

    /// Removes what is not among the new files, and says so; what somebody has changed stays.
    func remove(except files: [String], shownAs typed: String, _ invocation: Invocation) {
        let kept = Set(files)
        for (path, written) in untouched.sorted(by: { $0.key < $1.key }) {
            for file in written where !kept.contains(file) { remove(file) }
            if Self.isGone(path, files) {
                invocation.say("Removed \(typed)/\(path), which is no longer part of the export")
            }
        }
        for path in left(by: files).keys.sorted() {
            invocation.say(
                "Left \(typed)/\(path): it is no longer part of the export, but was changed here; remove it yourself")
        }
    }

    /// The folders above, too, if nothing else is in them.
    private func remove(_ file: String) {
        unlink(root + "/" + file)
        var parts = file.split(separator: "/").dropLast()
        while !parts.isEmpty, rmdir(root + "/" + parts.joined(separator: "/")) == 0 { parts.removeLast() }
    }
}

import Domain
import FoundationEssentials
import Formats
import Glibc

/// The templates that an earlier export left in a folder, as its `countersign.json` lists them.
struct EarlierExport {
    private let root: String
    /// The files of templates that are as they were written.
    private var untouched: [String: [String]] = [:]
    /// Folders of templates that somebody has changed since.
    private var changed: [String] = []

    static func read(_ root: String) throws -> EarlierExport {
        var earlier = EarlierExport(root: root)
        let pins = root + "/" + LibraryLayout.pinsFile
        guard FileManager.default.fileExists(atPath: pins) else { return earlier }
        var bytes: [UInt8] = []
        try LocalFile.pieces(of: pins) { bytes += $0 }
        guard let listed = try? JSON(bytes: bytes) else { return earlier }
        for (folder, digest) in LibraryLayout.folders(in: listed) where FileSet.unsafety(ofPath: folder) == nil {
            earlier.look(folder, digest)
        }
        return earlier
    }

    var isEmpty: Bool { untouched.isEmpty && changed.isEmpty }

    private init(root: String) { self.root = root }

    private mutating func look(_ folder: String, _ digest: Digest) {
        let path = root + "/" + folder
        // A link on the way leads to what is not this export's.
        guard let real = ImportFolder.real(path), let realRoot = ImportFolder.real(root) else { return }
        let found = real == realRoot + "/" + folder ? try? Folder.read(path) : nil
        if let found, found.isPlain, FileSet(found.files).digest == digest {
            untouched[folder] = found.files.keys.sorted()
        } else {
            changed.append(folder)
        }
    }

    /// Removes what is not among the new files, and says so; what somebody has changed stays.
    func remove(except files: [String], shownAs typed: String, _ invocation: Invocation) {
        let kept = Set(files)
        func isGone(_ folder: String) -> Bool { !files.contains { $0.hasPrefix(folder + "/") } }
        for (folder, paths) in untouched.sorted(by: { $0.key < $1.key }) {
            for path in paths where !kept.contains("\(folder)/\(path)") { remove("\(folder)/\(path)") }
            if isGone(folder) { invocation.say("Removed \(typed)/\(folder), which is no longer part of the export") }
        }
        for folder in changed.sorted() where isGone(folder) {
            invocation.say(
                "Left \(typed)/\(folder): it is no longer part of the export, but was changed here; remove it yourself")
        }
    }

    /// The folders above, too, if nothing else is in them.
    private func remove(_ file: String) {
        unlink(root + "/" + file)
        var parts = file.split(separator: "/").dropLast()
        while !parts.isEmpty, rmdir(root + "/" + parts.joined(separator: "/")) == 0 { parts.removeLast() }
    }
}

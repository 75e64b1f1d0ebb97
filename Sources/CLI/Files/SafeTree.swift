import Domain
import Glibc
import Platform

/// Writes files whose names somebody else chose, below one folder and nowhere else.
struct SafeTree {
    /// Absolute; made if it is not there.
    let root: String
    let overwrites: Bool
    /// What to do where a name is taken, by the options that the command has.
    let remedy: String

    /// Where a file goes. Refuses names that lead out of the folder or are taken; makes nothing yet.
    func place(for path: String) throws -> String {
        if let reason = FileSet.unsafety(ofPath: path) {
            throw Failure(.invalidOutput, "there is a file whose path \(reason), so it is not written: \(path)")
        }
        let place = root + "/" + path
        var facts = stat()
        guard lstat(place, &facts) == 0 else { return place }
        if facts.st_mode & S_IFMT == S_IFDIR {
            throw Failure(.alreadyExists, "\(place) is a folder, and a file of this name is to be written")
        }
        guard overwrites else {
            throw AtomicFile.taken(place, remedy: remedy)
        }
        return place
    }

    /// Has the bytes fetched into a draft beside the place, checks them, and only then gives them their name.
    func write(_ place: String, digest: Digest, fetch: (_ draft: String) throws -> Void) throws {
        try makeFolders(for: place)
        let draft = AtomicFile.draftPath(for: place)
        defer { unlink(draft) }
        try fetch(draft)
        guard try LocalFile.digest(ofFile: draft) == digest else { throw SafeTree.mismatch(place) }
        chmod(draft, 0o644)
        try AtomicFile.place(draft, at: place, replaces: overwrites, remedy: remedy)
    }

    static func mismatch(_ path: String) -> Failure {
        Failure(.digestMismatch, "what was fetched for \(path) does not have the digest that it should have; try again")
    }

    /// The root may be a link of the caller's own; below it no link is followed, because its target is not in the folder.
    private func makeFolders(for place: String) throws {
        var folder = ""
        let parts = place.split(separator: "/").dropLast()
        let rootDepth = root.split(separator: "/").count
        for (index, part) in parts.enumerated() {
            folder += "/" + part
            var facts = stat()
            if mkdir(folder, 0o755) == 0 { continue }
            let reason = errno
            let isBelow = index >= rootDepth
            guard (isBelow ? lstat(folder, &facts) : stat(folder, &facts)) == 0 else {
                throw Failure.system("cannot make the folder \(folder)", errno: reason)
            }
            guard facts.st_mode & S_IFMT == S_IFDIR else {
                throw Failure(.alreadyExists, "\(folder) is not a folder, so \(place) cannot be written")
            }
        }
    }
}

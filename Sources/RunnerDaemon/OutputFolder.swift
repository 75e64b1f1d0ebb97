import Domain
import Glibc
import Platform

/// What an agent has put into its output folder. Only plain files are an output: whatever could lead out of the folder, or
/// be something else by the time it is read, is refused by name.
enum OutputFolder {
    struct File: Sendable, Equatable {
        /// Relative to the folder.
        let path: String
        let digest: Digest
        let sizeBytes: Int
    }

    static let countLimit = 1000
    static let fileLimitBytes = 64 << 20

    /// All files, in the order of their paths' bytes. Throws `invalidOutput` or `outputTooLarge`, naming the file.
    static func files(in folder: String) throws -> [File] {
        var found: [(path: String, sizeBytes: Int)] = []
        try walk(OpenFolder(folder), [], &found)
        return try found.map { try read($0.path, in: folder) }
    }

    private static func walk(
        _ folder: OpenFolder, _ prefix: [UInt8], _ found: inout [(path: String, sizeBytes: Int)]
    ) throws {
        for name in try folder.names() {
            let bytes = prefix + name
            let path = try checkedPath(bytes)
            guard let facts = folder.facts(of: name) else { continue }
            switch facts.kind {
            case S_IFDIR:
                guard let inner = OpenFolder(name, in: folder) else {
                    throw refusal(path, "cannot be read: \(String(cString: strerror(errno)))")
                }
                try walk(inner, bytes + [UInt8(ascii: "/")], &found)
            case S_IFREG:
                guard facts.st_nlink == 1 else {
                    throw refusal(path, "has another name somewhere (a hard link); copy the file instead")
                }
                guard facts.st_size <= fileLimitBytes else { throw tooLarge(path, Int(facts.st_size)) }
                found.append((path, Int(facts.st_size)))
                guard found.count <= countLimit else {
                    throw Failure(
                        .outputTooLarge,
                        "the output has more than \(countLimit) files; put fewer, or one archive of them")
                }
            case S_IFLNK: throw refusal(path, "is a symbolic link; put the file itself there")
            case S_IFIFO: throw refusal(path, "is a pipe; only plain files are an output")
            case S_IFSOCK: throw refusal(path, "is a socket; only plain files are an output")
            default: throw refusal(path, "is a device; only plain files are an output")
            }
        }
    }

    private static func checkedPath(_ bytes: [UInt8]) throws -> String {
        guard let path = String(validating: bytes, as: UTF8.self) else {
            throw refusal(String(decoding: bytes, as: UTF8.self), "has a name that is not UTF-8")
        }
        if let reason = FileSet.unsafety(ofPath: path) { throw refusal(path, reason) }
        return path
    }

    /// Digests it in pieces, so that a large file does not fill the memory.
    private static func read(_ path: String, in folder: String) throws -> File {
        let file = open("\(folder)/\(path)", O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw refusal(path, "cannot be read: \(String(cString: strerror(errno)))") }
        defer { close(file) }
        var hasher = Hasher256()
        var sizeBytes = 0
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = Glibc.read(file, &buffer, buffer.count)
            guard count >= 0 else { throw refusal(path, "cannot be read: \(String(cString: strerror(errno)))") }
            if count == 0 { return File(path: path, digest: hasher.finish(), sizeBytes: sizeBytes) }
            sizeBytes += count
            guard sizeBytes <= fileLimitBytes else { throw tooLarge(path, sizeBytes) }
            hasher.update(buffer[..<count])
        }
    }

    private static func refusal(_ path: String, _ what: String) -> Failure {
        Failure(
            .invalidOutput, "the output cannot be submitted: `\(HiddenText.render(path))` \(what)",
            detail: ["path": .string(path)])
    }

    private static func tooLarge(_ path: String, _ sizeBytes: Int) -> Failure {
        Failure(
            .outputTooLarge,
            "the output cannot be submitted: `\(path)` has \(sizeBytes) bytes or more, the limit is \(fileLimitBytes)",
            detail: ["path": .string(path)])
    }
}

import Domain
import FoundationEssentials
import Formats
import Glibc

/// What a collection may cost its reader.
enum CollectionLimits {
    static let files = 50_000
    static let totalBytes = 256 << 20

    static func check(_ collection: Collection, totalBytes: Int) throws {
        guard collection.count <= files, totalBytes <= Self.totalBytes else {
            throw Failure(
                .badRequest,
                "\(collection.name) is too large to import at once: at most \(files) files of together "
                    + "\(Self.totalBytes >> 20) MiB are read; import folders of it one by one")
        }
    }
}

/// Reads a collection from a folder of this machine: plain files, hidden ones too. Links are named, never followed.
struct CollectionFolder {
    private let path: String
    private var collection: Collection
    private var totalBytes = 0

    static func read(_ path: String) throws -> Collection {
        var folder = CollectionFolder(path: path, collection: Collection(name: name(of: path)))
        try folder.walk("")
        return folder.collection
    }

    /// One file; a SKILL.md with the folder that it speaks for.
    static func read(file path: String) throws -> Collection {
        let place = path.lastIndex(of: "/").map { path[...$0] } ?? "./"
        let name = String(path.dropFirst(place.count))
        if name == "SKILL.md" { return try read(String(place)) }
        var folder = CollectionFolder(path: String(place), collection: Collection(name: self.name(of: String(place))))
        try folder.add(name)
        return folder.collection
    }

    private static func name(of path: String) -> String {
        URL(filePath: path).standardized.path.split(separator: "/").last.map(String.init) ?? "library"
    }

    private init(path: String, collection: Collection) {
        self.path = path
        self.collection = collection
    }

    private mutating func walk(_ folder: String) throws {
        let place = path + "/" + folder
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: place) else {
            if folder.isEmpty { throw Failure(.badRequest, "the folder \(path) cannot be read: may you?") }
            collection.strange[String(folder.dropLast())] = "a folder that cannot be read"
            return
        }
        for name in names.sorted() {
            if name != ".git" {
                try add(folder + name)
            } else if !folder.isEmpty {
                collection.skipped[folder + name] = "a repository's own records, not read"
            }
        }
    }

    private mutating func add(_ inside: String) throws {
        var facts = stat()
        guard lstat(path + "/" + inside, &facts) == 0 else {
            let isMisspelt = errno == ENOENT && inside.unicodeScalars.contains("\u{FFFD}")
            collection.strange[inside] =
                isMisspelt
                ? "its name is not valid UTF-8: rename it" : "cannot be read: \(String(cString: strerror(errno)))"
            return
        }
        switch facts.st_mode & S_IFMT {
        case S_IFDIR: try walk(inside + "/")
        case S_IFREG: try take(inside, facts)
        case S_IFLNK: collection.strange[inside] = Collection.symbolicLink
        default: collection.strange[inside] = "neither a file nor a folder"
        }
        try CollectionLimits.check(collection, totalBytes: totalBytes)
    }

    private mutating func take(_ inside: String, _ facts: stat) throws {
        guard facts.st_size <= FileSet.fileLimitBytes else {
            collection.tooLarge[inside] = Int(facts.st_size)
            return
        }
        var bytes: [UInt8] = []
        do {
            try LocalFile.pieces(of: path + "/" + inside) { bytes += $0 }
        } catch let error as Failure {
            collection.strange[inside] = error.message
            return
        }
        collection.files[inside] = bytes
        totalBytes += bytes.count
        if facts.st_mode & 0o111 != 0 { collection.executables.insert(inside) }
    }
}

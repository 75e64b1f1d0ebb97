import Domain
import Formats
import FoundationEssentials
import Glibc

/// A folder as it is about to be sent: plain files only. Symbolic links and whatever else is not a file or a folder are
/// named, never followed; hidden files stay at home, and are named too.
struct Folder {
    /// Absolute.
    let path: String
    private(set) var files: [String: [UInt8]] = [:]
    private(set) var executables: Set<String> = []
    private(set) var symbolicLinks: [String] = []
    private(set) var problems: [Problem] = []
    private(set) var leftOut: [String] = []

    /// Reads everything below `path`, and gives up in good time when it is far more than a template or a bundle.
    static func read(_ path: String) throws -> Folder {
        var folder = Folder(path: path)
        guard try facts(path).st_mode & S_IFMT == S_IFDIR else {
            throw Failure(.badRequest, "\(path) is not a folder")
        }
        try folder.walk("")
        return folder
    }

    /// Nothing but files, all of which are here.
    var isPlain: Bool { symbolicLinks.isEmpty && problems.isEmpty && leftOut.isEmpty }

    /// Byte order marks stay at home, too.
    func withoutMarks(in texts: [String]) -> Folder {
        var folder = self
        for text in texts {
            guard let bytes = files[text].flatMap(PlainText.withoutMark) else { continue }
            folder.files[text] = bytes
            folder.leftOut.append("\(text) (its byte order mark)")
        }
        return folder
    }

    private init(path: String) { self.path = path }

    private mutating func walk(_ folder: String) throws {
        let place = folder.isEmpty ? path : path + "/" + folder
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: place) else {
            if folder.isEmpty { throw Failure(.badRequest, "the folder \(path) cannot be read: may you?") }
            problems.append(Problem(file: folder, line: 1, column: 1, message: "a folder that cannot be read"))
            return
        }
        for name in names.sorted() {
            let inside = folder.isEmpty ? name : folder + "/" + name
            if name.hasPrefix(".") {
                leftOut.append(inside)
                continue
            }
            let facts = try Folder.facts(path + "/" + inside)
            switch facts.st_mode & S_IFMT {
            case S_IFDIR: try walk(inside)
            case S_IFREG: try take(inside, facts)
            case S_IFLNK: symbolicLinks.append(inside)
            default:
                problems.append(Problem(file: inside, line: 1, column: 1, message: "neither a file nor a folder"))
            }
        }
    }

    private mutating func take(_ inside: String, _ facts: stat) throws {
        guard files.count <= FileSet.countLimit, facts.st_size <= FileSet.totalLimitBytes else {
            throw Failure(
                .badRequest,
                "\(path) is no template or bundle: more than \(FileSet.countLimit) files, "
                    + "or \(inside) with its \(facts.st_size) bytes is too large")
        }
        var bytes: [UInt8] = []
        try LocalFile.pieces(of: path + "/" + inside) { bytes += $0 }
        files[inside] = bytes
        if facts.st_mode & 0o111 != 0 { executables.insert(inside) }
    }

    /// Of the thing itself, not of what a symbolic link leads to.
    private static func facts(_ path: String) throws -> stat {
        var facts = stat()
        guard lstat(path, &facts) == 0 else {
            throw Failure(.badRequest, "cannot read \(path): \(String(cString: strerror(errno)))")
        }
        return facts
    }

    /// What is wrong, with the files named so that an editor can jump to them.
    static func prefixed(_ problems: [Problem], with folder: String) -> [Problem] {
        let folder = folder.hasSuffix("/") ? folder : folder + "/"
        return problems.map {
            Problem(
                file: $0.file == "." ? folder : folder + $0.file, line: $0.line, column: $0.column,
                message: $0.message, suggestion: $0.suggestion)
        }
    }
}

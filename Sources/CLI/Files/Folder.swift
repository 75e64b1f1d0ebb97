import Domain
import FoundationEssentials

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
        guard try attributes(path)[.type] as? FileAttributeType == .typeDirectory else {
            throw Failure(.badRequest, "\(path) is not a folder")
        }
        try folder.walk("")
        return folder
    }

    private init(path: String) { self.path = path }

    private mutating func walk(_ folder: String) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? path : path + "/" + folder)
        for name in names.sorted() {
            let inside = folder.isEmpty ? name : folder + "/" + name
            if name.hasPrefix(".") {
                leftOut.append(inside)
                continue
            }
            let attributes = try Folder.attributes(path + "/" + inside)
            switch attributes[.type] as? FileAttributeType {
            case .typeDirectory?: try walk(inside)
            case .typeRegular?: try take(inside, attributes)
            case .typeSymbolicLink?: symbolicLinks.append(inside)
            default:
                problems.append(Problem(file: inside, line: 1, column: 1, message: "neither a file nor a folder"))
            }
        }
    }

    private mutating func take(_ inside: String, _ attributes: [FileAttributeKey: Any]) throws {
        let size = attributes[.size] as? Int ?? 0
        guard files.count <= FileSet.countLimit, size <= FileSet.totalLimitBytes else {
            throw Failure(
                .badRequest,
                "\(path) is no template or bundle: more than \(FileSet.countLimit) files, or \(inside) is \(size) bytes"
            )
        }
        var bytes: [UInt8] = []
        try LocalFile.pieces(of: path + "/" + inside) { bytes += $0 }
        files[inside] = bytes
        let mode = attributes[.posixPermissions] as? Int ?? 0
        if mode & 0o111 != 0 { executables.insert(inside) }
    }

    /// Of the thing itself, not of what a symbolic link leads to.
    private static func attributes(_ path: String) throws -> [FileAttributeKey: Any] {
        do {
            return try FileManager.default.attributesOfItem(atPath: path)
        } catch {
            throw Failure(.badRequest, "cannot read \(path): is it there, and may you read it?")
        }
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

/// The files of a template version or a policy bundle: a folder as a value. Its digest covers every path and byte.
package struct FileSet: Hashable, Sendable {
    package static let countLimit = 200
    package static let fileLimitBytes = 1 << 20
    package static let totalLimitBytes = 8 << 20
    /// In UTF-8 bytes; what common file systems and archives hold.
    package static let pathLimitBytes = 240

    /// By path, relative to the folder.
    package let files: [String: [UInt8]]

    package init(_ files: [String: [UInt8]]) { self.files = files }

    /// SHA-256 over the canonical JSON `{path: file digest}`.
    package var digest: Digest {
        Digest.of(JSON.object(files.mapValues { .string(Digest.of($0).description) }))
    }

    /// In the order of their bytes: the same on every machine.
    package var paths: [String] { files.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }

    /// What is wrong with the paths and sizes, each at the top of its file; symbolic links are only known to whoever
    /// read the folder, who names them.
    package func problems(symbolicLinks: [String] = []) -> [Problem] {
        func problem(_ file: String, _ message: String) -> Problem {
            Problem(file: file, line: 1, column: 1, message: message)
        }
        var out = symbolicLinks.sorted().map { problem($0, "a symbolic link; put the file itself here") }
        for path in paths {
            if let reason = FileSet.unsafety(ofPath: path) { out.append(problem(path, "the path \(reason)")) }
            let size = files[path]?.count ?? 0
            if size > Self.fileLimitBytes {
                out.append(problem(path, "\(size) bytes, more than the \(Self.fileLimitBytes) that a file may have"))
            }
        }
        let folders = Set(paths.flatMap(Self.folders))
        out += paths.filter(folders.contains).map { problem($0, "a file, and a folder of other files") }
        if files.count > Self.countLimit {
            out.append(problem(".", "\(files.count) files, more than the \(Self.countLimit) that a folder may have"))
        }
        let total = files.values.reduce(0) { $0 + $1.count }
        if total > Self.totalLimitBytes {
            out.append(problem(".", "\(total) bytes, more than the \(Self.totalLimitBytes) that a folder may have"))
        }
        return out
    }

    /// All that a path leads through.
    private static func folders(of path: String) -> [String] {
        path.indices.filter { path[$0] == "/" }.map { String(path[..<$0]) }
    }

    /// Why a path is not one that stays inside its folder and looks like what it is; nil if it is.
    package static func unsafety(ofPath path: String, limitBytes: Int = pathLimitBytes) -> String? {
        if path.isEmpty { return "is empty" }
        if path.utf8.count > limitBytes { return "is longer than \(limitBytes) bytes" }
        if path.utf8.first == UInt8(ascii: "/") { return "is absolute; write it relative to the folder" }
        if path.utf8.contains(UInt8(ascii: "\\")) { return "contains `\\`; use `/`" }
        if !HiddenText.find(in: path).isEmpty || path.unicodeScalars.contains(where: { $0 == "\n" || $0 == "\t" }) {
            return "contains hidden or control characters"
        }
        if !path.isNFC { return "is not in Unicode normalization form C" }
        for part in path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            if part.isEmpty { return "has an empty part" }
            if part.elementsEqual(".".utf8) || part.elementsEqual("..".utf8) { return "contains `.` or `..`" }
            if String(Substring(part)).lowercased() == ".git" { return "leads into `.git`" }
        }
        return nil
    }
}

import Domain

/// Commits on one branch in the language of `git fast-import`.
struct FastImport {
    let branch: String
    private var lines: [UInt8] = []
    /// Where the next commit goes: on what the repository has, or on the one before it in here.
    private var parent: String

    /// `isNew`: the branch does not exist yet.
    init(branch: String, isNew: Bool) {
        self.branch = branch
        parent = isNew ? "" : "from \(branch)^0\n"
    }

    var byteCount: Int { lines.count }

    /// The whole input, with the mark by which git knows that it was not cut off.
    var stream: [UInt8] { lines + Array("done\n".utf8) }

    /// What follows belongs to it.
    mutating func commit(_ message: String, at time: Timestamp) {
        let who = "Countersign <countersign@localhost> \(time.secondsSince1970) +0000\n"
        lines += Array(
            "commit \(branch)\nauthor \(who)committer \(who)data \(message.utf8.count + 1)\n\(message)\n\n\(parent)"
                .utf8)
        parent = ""
    }

    /// A file, or a folder with all that is in it.
    mutating func delete(_ path: String) { lines += Array("D \(quoted(path))\n".utf8) }

    mutating func write(_ path: String, _ bytes: [UInt8], isExecutable: Bool = false) {
        let mode = isExecutable ? "100755" : "100644"
        lines += Array("M \(mode) inline \(quoted(path))\ndata \(bytes.count)\n".utf8)
        lines += bytes
        lines.append(UInt8(ascii: "\n"))
    }

    /// Paths of templates have no control characters and no backslash.
    private func quoted(_ path: String) -> String { "\"\(path.replacing("\"", with: "\\\""))\"" }
}

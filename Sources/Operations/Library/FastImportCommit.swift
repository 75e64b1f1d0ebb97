import Domain

/// One commit in the language of `git fast-import`.
struct FastImportCommit {
    private var lines: [UInt8]

    /// `isFirst`: the branch does not exist yet.
    init(branch: String, message: String, at time: Timestamp, isFirst: Bool) {
        let who = "Countersign <countersign@localhost> \(time.secondsSince1970) +0000\n"
        lines = Array(
            "commit \(branch)\nauthor \(who)committer \(who)data \(message.utf8.count + 1)\n\(message)\n\n".utf8)
        if !isFirst { lines += Array("from \(branch)^0\n".utf8) }
    }

    /// The whole input, with the mark by which git knows that it was not cut off.
    var stream: [UInt8] { lines + Array("done\n".utf8) }

    /// A file, or a folder with all that is in it.
    mutating func delete(_ path: String) { lines += Array("D \(quoted(path))\n".utf8) }

    mutating func write(_ path: String, _ bytes: [UInt8], isExecutable: Bool = false) {
        let mode = isExecutable ? "100755" : "100644"
        lines += Array("M \(mode) inline \(quoted(path))\ndata \(bytes.count)\n".utf8) + bytes + Array("\n".utf8)
    }

    /// Paths of templates have no control characters and no backslash.
    private func quoted(_ path: String) -> String { "\"\(path.replacing("\"", with: "\\\""))\"" }
}

import Domain

/// What a task names of the plugin that it comes from, and would miss: it goes along in a folder of its own, where it is
/// neither taken for the instruction nor for the program of the draft.
struct CarriedFiles {
    private static let folder = "plugin/"

    /// By their place in the draft: where they lie in the collection.
    private(set) var files: [String: String] = [:]
    private(set) var remarks: [Problem] = []

    /// - Parameter own: what the draft consists of without them.
    init(of task: TaskDescription, from collection: Collection, into own: [String: [UInt8]]) {
        let root = collection.pluginRoot(of: task.path)
        for reference in PluginReference.all(in: task.front) {
            let wanted = root + reference.path
            let found = collection.files.keys.filter { path in
                path == wanted || path.hasPrefix(wanted.hasSuffix("/") ? wanted : wanted + "/")
            }
            let new = Dictionary(
                found.map { (Self.folder + $0.dropFirst(root.count), $0) }, uniquingKeysWith: { first, _ in first })
            let all = files.merging(new) { first, _ in first }
            let problem = Self.problem(own, all.mapValues { collection.files[$0] ?? [] })
            if problem == nil { files = all }
            let named = "\(PluginReference.root)\(reference.path)"
            let message =
                found.isEmpty
                ? "\(named) is not in the collection"
                : problem.map { "\(named) does not come along: \($0.text)" }
                    ?? "\(named) comes along as \(Self.folder)\(reference.path): say so in the instruction"
            remarks.append(Problem(file: task.path, line: reference.line, column: 1, message: message))
        }
    }

    /// Why a draft cannot have these files besides.
    private static func problem(_ own: [String: [UInt8]], _ carried: [String: [UInt8]]) -> Problem? {
        let all = FileSet(own.merging(carried) { first, _ in first })
        return all.problems(symbolicLinks: []).first
            ?? carried.sorted { $0.key < $1.key }.lazy
            .compactMap { PlainText.problems(inAnyFile: $0.value, file: $0.key).first }.first
    }
}

extension Collection {
    /// The folder, with a `/` at its end, that a plugin is: it has the manifest, or holds the folder of its commands.
    fileprivate func pluginRoot(of path: String) -> String {
        let folders = PathText.foldersAbove(path)
        if let root = folders.first(where: { files["\($0).claude-plugin/plugin.json"] != nil }) { return root }
        let kinds = ["agents", "commands", "skills"]
        return folders.first { kinds.contains(PathText.name(String($0.dropLast()))) }.map {
            PathText.folder(String($0.dropLast()))
        } ?? ""
    }
}

/// A file of its own plugin that a task names.
private struct PluginReference: Hashable {
    static let root = "${CLAUDE_PLUGIN_ROOT}/"

    /// Of the file that names it.
    let line: Int
    /// From the plugin's root; a folder ends in `/`.
    let path: String

    /// In the order in which they stand; what is named twice, once.
    static func all(in front: FrontMatter) -> [PluginReference] {
        guard front.body.contains(root) else { return [] }
        var seen: Set<String> = []
        let lines = front.body.lines
        return lines.enumerated().flatMap { index, line in
            line.components(after: root).filter { seen.insert($0).inserted }.map {
                PluginReference(line: front.bodyLine + index, path: $0)
            }
        }
    }
}

extension Substring {
    /// The paths that stand behind each of these prefixes, without the full stop that ends their sentence.
    fileprivate func components(after prefix: String) -> [String] {
        var found: [String] = []
        var rest = self[...]
        while let range = rest.firstRange(of: prefix) {
            rest = rest[range.upperBound...]
            var path = String(rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "._-/".contains($0)) })
            while let last = path.last, "._-".contains(last) { path.removeLast() }
            if !path.isEmpty { found.append(path) }
        }
        return found
    }
}

import Domain

/// What the plugin and marketplace manifests of a collection say: which files are agents and commands, and what is
/// elsewhere.
struct PluginManifests {
    private static let machinery: [(key: String, file: String, reason: String)] = [
        ("hooks", "hooks/hooks.json", "hooks run programs by themselves; nothing here runs them"),
        (
            "mcpServers", ".mcp.json",
            "it connects agents to servers; a template names the tools it needs in task.yaml"
        ),
        ("lspServers", ".lsp.json", "it starts language servers; nothing here runs them"),
    ]

    /// Why what stands under this key does nothing here; nil if it is none that would act by itself.
    static func reason(against key: String) -> String? { machinery.first(where: { $0.key == key })?.reason }

    /// Files that would act by themselves where they are installed, and what is to be said of each.
    private(set) var machinery: [String: String] = [:]
    private(set) var listed: [String: ImportedDraft.Kind] = [:]
    private(set) var elsewhere: [Problem] = []
    /// What of a manifest cannot be taken.
    private(set) var problems: [Problem] = []

    private let collection: Collection
    /// Every file and every folder, without the `/` at its end.
    private let places: Set<String>

    /// What a manifest says of one plugin, and where.
    private struct Entry {
        let json: JSON
        let file: String
        /// The same as YAML, which knows where it stands; nil for what only JSON can read.
        let node: YAMLNode?

        func problem(_ message: String, at pointer: String = "") -> Problem {
            let place = pointer.isEmpty ? node : node?.key(at: pointer)
            return Problem(file: file, line: place?.line ?? 1, column: place?.column ?? 1, message: message)
        }

        /// One value or a list of them, each with its pointer.
        func values(of key: String) -> [(value: JSON, pointer: String)] {
            guard let value = json[key], value != .null, value != .object([:]) else { return [] }
            guard let items = value.array else { return [(value, "/\(key)")] }
            return items.enumerated().map { ($1, "/\(key)/\($0)") }
        }
    }

    init(_ collection: Collection) {
        self.collection = collection
        places = Set(
            collection.paths.flatMap { path in
                [path] + PathText.foldersAbove(path).map { $0.isEmpty ? "" : String($0.dropLast()) }
            })
        for path in collection.files.keys.sorted() {
            let parts = path.split(separator: "/")
            guard parts.count >= 2, parts[parts.count - 2] == ".claude-plugin", let bytes = collection.text(path),
                parts.last == "plugin.json" || parts.last == "marketplace.json"
            else { continue }
            let root = parts.dropLast(2).map { $0 + "/" }.joined()
            // A plugin whatever its manifest says: what would act by itself there is refused all the same.
            if parts.last == "plugin.json" { refuseMachinery(in: root) }
            do {
                let node = try? YAML.parse(bytes, file: path)
                let manifest = Entry(json: try JSON(bytes: bytes), file: path, node: node)
                take(manifest, in: root, isPlugin: parts.last == "plugin.json")
            } catch {
                problems.append(
                    Problem(file: path, line: 1, column: 1, message: (error as? Failure)?.message ?? "not JSON"))
            }
        }
    }

    private mutating func take(_ manifest: Entry, in root: String, isPlugin: Bool) {
        guard manifest.json.object != nil else {
            problems.append(manifest.problem("a manifest must be an object"))
            return
        }
        if isPlugin { return plugin(manifest, in: root) }
        let inner = PathText.join(root, manifest.json["metadata"]?["pluginRoot"]?.string ?? "") ?? root
        for (index, json) in (manifest.json["plugins"]?.array ?? []).enumerated() {
            let node = manifest.node?.nearest(to: "/plugins/\(index)")
            entry(Entry(json: json, file: manifest.file, node: node), in: [inner, root])
        }
    }

    /// - Parameter roots: where its folder may be, the likelier first.
    private mutating func entry(_ entry: Entry, in roots: [String]) {
        let name = entry.json["name"]?.string ?? "without a name"
        func problem(_ message: String) -> Problem { entry.problem(message, at: "/source") }
        guard let source = entry.json["source"]?.string else {
            let advice = Self.advice(entry.json["source"], plugin: name)
            elsewhere.append(
                problem("the plugin \(name) is elsewhere and was not fetched; import it by itself: \(advice)"))
            return
        }
        let folders = roots.compactMap { PathText.join($0, source) }.map { $0.isEmpty ? "" : $0 + "/" }
        guard !folders.isEmpty else {
            problems.append(problem("the plugin \(name) is outside of this: \(source)"))
            return
        }
        guard let folder = folders.first(where: { folder in collection.files.keys.contains { $0.hasPrefix(folder) } })
        else {
            elsewhere.append(problem("the plugin \(name) is not here: there is nothing in \(source)"))
            return
        }
        plugin(entry, in: folder)
    }

    /// The command line that fetches a plugin, if its source can be said in one.
    private static func advice(_ source: JSON?, plugin name: String) -> String {
        guard let source else { return "it is nowhere" }
        let github = source["repo"]?.string.map { "https://github.com/\($0).git" }
        if let address = source["url"]?.string ?? github, isPlain(address) {
            return "`countersign template import \(address)`"
        }
        guard source["source"] == "npm", let package = source["package"]?.string else { return source.canonical }
        let (version, registry) = (source["version"]?.string, source["registry"]?.string)
        guard [package, version, registry].allSatisfy({ $0.map(isPlain) ?? true }) else { return source.canonical }
        let command =
            "npm pack \(package)" + (version.map { "@\($0)" } ?? "") + (registry.map { " --registry \($0)" } ?? "")
        let area = name.asTemplateName.isEmpty ? "AREA" : name.asTemplateName
        return "`\(command)` writes a .tgz; unpack it, then `countersign template import package --as-area \(area)`"
    }

    /// Whether a shell takes the text as one word: others wrote it, and somebody may copy the command.
    private static func isPlain(_ text: String) -> Bool {
        !text.hasPrefix("-")
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "@/._:-+=%~^".utf8.contains(byte)
            }
    }

    private mutating func plugin(_ manifest: Entry, in folder: String) {
        refuseMachinery(in: folder)
        for (key, _, reason) in Self.machinery {
            for (value, pointer) in manifest.values(of: key) {
                guard let text = value.string else {
                    problems.append(manifest.problem("\(key) is left out: \(reason)", at: pointer))
                    continue
                }
                do throws(Problem) {
                    let path = try place(text, in: folder) { manifest.problem("\(key): \($0)", at: pointer) }
                    for file in files(at: path) { machinery[file] = reason }
                } catch {
                    problems.append(error)
                }
            }
        }
        for (key, kind) in [("agents", ImportedDraft.Kind.agent), ("commands", .command), ("skills", nil)] {
            for (value, pointer) in manifest.values(of: key) {
                do throws(Problem) {
                    try list(value, as: kind, in: folder) { manifest.problem("\(key): \($0)", at: pointer) }
                } catch {
                    problems.append(error)
                }
            }
        }
    }

    /// - Parameters:
    ///   - kind: of what is there; nil for skills, which are known by their files.
    ///   - problem: makes one out of what is wrong.
    private mutating func list(
        _ value: JSON, as kind: ImportedDraft.Kind?, in folder: String, problem: (String) -> Problem
    ) throws(Problem) {
        guard let text = value.string else {
            throw problem("a path, or a list of paths, is meant; what stands here is left out")
        }
        let path = try place(text, in: folder, problem: problem)
        guard let kind else { return }
        for file in files(at: path) { listed[file] = kind }
    }

    /// What a manifest names from the plugin's folder, which must be a file or folder of the collection.
    private func place(_ text: String, in folder: String, problem: (String) -> Problem) throws(Problem) -> String {
        guard let path = PathText.join(folder, text) else { throw problem("\(text) is outside of this") }
        guard places.contains(path) else { throw problem("\(text) is not here") }
        return path
    }

    /// The file itself, or those of the folder.
    private func files(at path: String) -> [String] {
        collection.files.keys.filter { $0 == path || path.isEmpty || $0.hasPrefix(path + "/") }
    }

    private mutating func refuseMachinery(in folder: String) {
        for (_, file, reason) in Self.machinery { machinery[folder + file] = reason }
    }
}

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

    init(_ collection: Collection) {
        for path in collection.files.keys.sorted() {
            let parts = path.split(separator: "/")
            guard parts.count >= 2, parts[parts.count - 2] == ".claude-plugin", let bytes = collection.text(path),
                parts.last == "plugin.json" || parts.last == "marketplace.json"
            else { continue }
            let root = parts.dropLast(2).map { $0 + "/" }.joined()
            // A plugin whatever its manifest says: what would act by itself there is refused all the same.
            if parts.last == "plugin.json" { refuseMachinery(in: root) }
            do {
                let manifest = try JSON(bytes: bytes)
                guard manifest.object != nil else {
                    problems.append(Problem(file: path, line: 1, column: 1, message: "a manifest must be an object"))
                    continue
                }
                if parts.last == "plugin.json" {
                    plugin(manifest, in: root, path, collection)
                } else {
                    let inner = PathText.join(root, manifest["metadata"]?["pluginRoot"]?.string ?? "") ?? root
                    for entry in manifest["plugins"]?.array ?? [] {
                        self.entry(entry, in: [inner, root], path, collection)
                    }
                }
            } catch {
                problems.append(
                    Problem(file: path, line: 1, column: 1, message: (error as? Failure)?.message ?? "not JSON"))
            }
        }
    }

    /// - Parameter roots: where its folder may be, the likelier first.
    private mutating func entry(_ entry: JSON, in roots: [String], _ path: String, _ collection: Collection) {
        let name = entry["name"]?.string ?? "without a name"
        func problem(_ message: String) -> Problem { Problem(file: path, line: 1, column: 1, message: message) }
        guard let source = entry["source"]?.string else {
            let advice = Self.advice(entry["source"], plugin: name)
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
        plugin(entry, in: folder, path, collection)
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

    private mutating func plugin(_ manifest: JSON, in folder: String, _ path: String, _ collection: Collection) {
        refuseMachinery(in: folder)
        for (key, _, reason) in Self.machinery {
            for value in values(manifest[key]) {
                if let text = value.string {
                    if let file = PathText.join(folder, text) { machinery[file] = reason }
                } else {
                    problems.append(
                        Problem(file: path, line: 1, column: 1, message: "\(key) is left out: \(reason)"))
                }
            }
        }
        for (key, kind) in [("agents", ImportedDraft.Kind.agent), ("commands", .command)] {
            for text in values(manifest[key]).compactMap(\.string) {
                guard let path = PathText.join(folder, text) else { continue }
                if collection.files[path] != nil { listed[path] = kind }
                for file in collection.files.keys where file.hasPrefix(path + "/") { listed[file] = kind }
            }
        }
    }

    private mutating func refuseMachinery(in folder: String) {
        for (_, file, reason) in Self.machinery { machinery[folder + file] = reason }
    }

    /// One, or a list of them.
    private func values(_ value: JSON?) -> [JSON] {
        value?.array ?? (value == .null || value == .object([:]) ? [] : [value].compactMap(\.self))
    }
}

import Domain

/// What the plugin and marketplace manifests of a collection say: which files are agents and commands, and what is
/// elsewhere.
struct PluginManifests {
    /// Where plugins are, each with a `/` at its end, or empty.
    private(set) var folders: Set<String> = []
    private(set) var listed: [String: ImportedDraft.Kind] = [:]
    private(set) var elsewhere: [Problem] = []
    /// Manifests that cannot be read.
    private(set) var problems: [Problem] = []

    init(_ collection: Collection) {
        for path in collection.files.keys.sorted() {
            let parts = path.split(separator: "/")
            guard parts.count >= 2, parts[parts.count - 2] == ".claude-plugin", let bytes = collection.files[path],
                parts.last == "plugin.json" || parts.last == "marketplace.json"
            else { continue }
            let root = parts.dropLast(2).map { $0 + "/" }.joined()
            // A plugin whatever its manifest says: what would act by itself there is refused all the same.
            if parts.last == "plugin.json" { folders.insert(root) }
            do {
                let manifest = try JSON(bytes: bytes)
                guard manifest.object != nil else {
                    problems.append(Problem(file: path, line: 1, column: 1, message: "a manifest must be an object"))
                    continue
                }
                if parts.last == "plugin.json" {
                    plugin(manifest, in: root, collection)
                } else {
                    for entry in manifest["plugins"]?.array ?? [] { self.entry(entry, in: root, path, collection) }
                }
            } catch {
                problems.append(
                    Problem(file: path, line: 1, column: 1, message: (error as? Failure)?.message ?? "not JSON"))
            }
        }
    }

    private mutating func entry(_ entry: JSON, in root: String, _ path: String, _ collection: Collection) {
        let name = entry["name"]?.string ?? "without a name"
        guard let source = entry["source"]?.string else {
            let place = entry["source"].map(\.canonical) ?? "nowhere"
            elsewhere.append(
                Problem(
                    file: path, line: 1, column: 1,
                    message: "the plugin \(name) is elsewhere and was not fetched; import it by its address: \(place)"))
            return
        }
        guard let folder = PathText.join(root, source) else {
            problems.append(
                Problem(file: path, line: 1, column: 1, message: "the plugin \(name) is outside of this: \(source)"))
            return
        }
        plugin(entry, in: folder.isEmpty ? "" : folder + "/", collection)
    }

    private mutating func plugin(_ manifest: JSON, in folder: String, _ collection: Collection) {
        folders.insert(folder)
        for (key, kind) in [("agents", ImportedDraft.Kind.agent), ("commands", .command)] {
            let value = manifest[key]
            for text in value?.array?.compactMap(\.string) ?? value?.string.map({ [$0] }) ?? [] {
                guard let path = PathText.join(folder, text) else { continue }
                if collection.files[path] != nil { listed[path] = kind }
                for file in collection.files.keys where file.hasPrefix(path + "/") { listed[file] = kind }
            }
        }
    }
}

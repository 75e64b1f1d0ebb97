import Domain

/// Says of each file of a collection what it is, by where it stands and what manifests say.
struct CollectionMap {
    enum Role: Equatable {
        case task(ImportedDraft.Kind)
        /// Belongs to the skill whose SKILL.md is this.
        case part(of: String)
        case manifest
        /// Would act by itself where it is installed.
        case machinery(String)
        case aside
    }

    private static let machinery = [
        "hooks/hooks.json": "hooks run programs by themselves; nothing here runs them",
        ".mcp.json": "it connects agents to servers; a template names the tools it needs in task.yaml",
        ".lsp.json": "it starts language servers; nothing here runs them",
    ]

    private let collection: Collection
    /// The folders with a SKILL.md, each with a `/` at its end, or empty.
    private let skillFolders: Set<String>
    private let pluginFolders: Set<String>
    private let listed: [String: ImportedDraft.Kind]

    init(_ collection: Collection, manifests: PluginManifests) {
        self.collection = collection
        skillFolders = Set(
            collection.files.keys.filter { PathText.name($0) == SkillReader.file }.map(PathText.folder))
        pluginFolders = manifests.folders
        listed = manifests.listed
    }

    func role(of path: String) -> Role {
        if PathText.name(path) == SkillReader.file { return .task(.skill) }
        if PathText.folder(path).hasSuffix(".claude-plugin/"),
            ["plugin.json", "marketplace.json"].contains(PathText.name(path))
        {
            return .manifest
        }
        if let folder = PathText.foldersAbove(path).first(where: skillFolders.contains) {
            return .part(of: folder + SkillReader.file)
        }
        for folder in pluginFolders where path.hasPrefix(folder) {
            if let reason = Self.machinery[String(path.dropFirst(folder.count))] { return .machinery(reason) }
        }
        return kind(of: path).map(Role.task) ?? .aside
    }

    private func kind(of path: String) -> ImportedDraft.Kind? {
        let name = PathText.name(path).lowercased()
        guard name.hasSuffix(".md"), name != "readme.md" else { return nil }
        if let kind = listed[path] { return kind }
        for folder in PathText.folder("\(collection.name)/\(path)").split(separator: "/").reversed() {
            if folder == "agents" { return .agent }
            if folder == "commands" { return .command }
        }
        return looksLikeAgent(path) ? .agent : nil
    }

    /// Sub-agents lie anywhere: a name and a description at the top are what makes them.
    private func looksLikeAgent(_ path: String) -> Bool {
        guard let bytes = collection.files[path], bytes.starts(with: "---".utf8),
            let front = try? FrontMatter(bytes, file: path), let fields = try? ForeignFields(front, file: path)
        else { return false }
        return fields["name"] != nil && fields["description"] != nil
    }
}

/// Paths with `/`, as text.
enum PathText {
    static func name(_ path: String) -> String {
        String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...])
    }

    /// With its `/` at the end; empty for the top.
    static func folder(_ path: String) -> String {
        String(path[..<(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)])
    }

    /// The innermost first, the top last.
    static func foldersAbove(_ path: String) -> [String] {
        var out: [String] = []
        var folder = PathText.folder(path)
        while !folder.isEmpty {
            out.append(folder)
            folder = PathText.folder(String(folder.dropLast()))
        }
        return out + [""]
    }

    /// `folder` and what a manifest says relative to it (`./agents/x.md`); nil if that leads out of the collection.
    static func join(_ folder: String, _ relative: String) -> String? {
        var parts = folder.split(separator: "/").map(String.init)
        for part in relative.split(separator: "/") where part != "." {
            if part == ".." {
                if parts.isEmpty { return nil }
                parts.removeLast()
            } else {
                parts.append(String(part))
            }
        }
        return parts.joined(separator: "/")
    }
}

import Domain

/// Says of each file of a collection what it is, by where it stands and what manifests say.
struct CollectionMap {
    enum Role: Equatable {
        case task(ImportedDraft.Kind)
        /// Belongs to the skill whose SKILL.md is this.
        case part(of: String)
        case manifest
        /// No file.
        case strange(String)
        /// Would act by itself where it is installed.
        case machinery(String)
        /// With the reason for which it describes no task.
        case aside(String)
    }

    private let collection: Collection
    /// By folder, each with a `/` at its end, or empty: the file that describes its skill.
    private var skills: [String: String] = [:]
    private let manifests: PluginManifests

    init(_ collection: Collection, manifests: PluginManifests) {
        self.collection = collection
        self.manifests = manifests
        for path in collection.paths where PathText.name(path).lowercased() == SkillReader.file.lowercased() {
            let isExact = PathText.name(path) == SkillReader.file
            if isExact || placedKind(of: path) == nil && skills[PathText.folder(path)] == nil {
                skills[PathText.folder(path)] = path
            }
        }
    }

    func role(of path: String) -> Role {
        if let reason = collection.skipped[path] { return .aside(reason) }
        if skills[PathText.folder(path)] == path { return .task(.skill) }
        if let skill = PathText.foldersAbove(path).lazy.compactMap({ skills[$0] }).first, !isManifest(path) {
            return .part(of: skill)
        }
        if let reason = collection.strange[path] { return .strange(reason) }
        if isManifest(path) { return .manifest }
        if let reason = manifests.machinery[path] { return .machinery(reason) }
        return kind(of: path).map(Role.task) ?? .aside(reasonAgainst(path))
    }

    /// Why it is taken for no task.
    private func reasonAgainst(_ path: String) -> String {
        let name = PathText.name(path).lowercased()
        if name == "readme.md" { return "a README tells of the files around it" }
        if name == LibraryLayout.pinsFile {
            return "the list of versions and digests that `library export` writes"
                + (ExportedLibrary(path, in: collection)?.isWhole == true
                    ? "" : ", but it cannot be read in full: what it does not say is taken for a template of others")
        }
        return name.hasSuffix(".md")
            ? "it is in no folder `agents` or `commands`, and has no name and description at the top"
            : "it is not Markdown, and no SKILL.md is in its folder or above"
    }

    private func isManifest(_ path: String) -> Bool {
        PathText.folder(path).hasSuffix(".claude-plugin/")
            && ["plugin.json", "marketplace.json"].contains(PathText.name(path))
    }

    private func kind(of path: String) -> ImportedDraft.Kind? {
        let name = PathText.name(path).lowercased()
        guard name.hasSuffix(".md"), name != "readme.md" else { return nil }
        return placedKind(of: path) ?? (looksLikeAgent(path) ? .agent : nil)
    }

    /// What manifests and folders say.
    private func placedKind(of path: String) -> ImportedDraft.Kind? {
        if let kind = manifests.listed[path] { return kind }
        for folder in PathText.folder("\(collection.name)/\(path)").split(separator: "/").reversed() {
            if folder == "agents" { return .agent }
            if folder == "commands" { return .command }
        }
        return nil
    }

    /// Sub-agents lie anywhere: a name and a description at the top are what makes them.
    private func looksLikeAgent(_ path: String) -> Bool {
        guard let bytes = collection.text(path), bytes.starts(with: "---".utf8),
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

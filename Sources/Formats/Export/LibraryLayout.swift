import Domain

/// How the published templates of a team lie in a folder from which others install them: as a marketplace of Claude
/// Code with one plugin per area, or as a plain folder of Agent Skills. Templates keep every byte, so the digest that
/// `countersign.json` names can be computed again from what was installed.
package struct LibraryLayout: Sendable {
    package enum Form: String, Sendable, CaseIterable, Codable {
        case marketplace, skills
    }

    /// A published version.
    package struct Entry: Hashable, Sendable {
        package let template: String
        package let area: String
        package let number: Int
        package let digest: Digest

        package init(template: String, area: String, number: Int, digest: Digest) {
            self.template = template
            self.area = area
            self.number = number
            self.digest = digest
        }
    }

    package static let marketplaceFile = ".claude-plugin/marketplace.json"

    /// Names version, digest and folder of each template.
    package static let pinsFile = "countersign.json"

    package let team: String
    package let form: Form
    /// By template: the version that is in it.
    private var current: [String: Entry] = [:]
    /// By area: how often something was published in it or left it, which is what a plugin's version counts.
    private var revisions: [String: Int] = [:]

    package init(team: String, form: Form) {
        self.team = team
        self.form = form
    }

    /// What is in it, by name.
    package var entries: [Entry] { current.values.sorted { $0.template < $1.template } }

    /// The next step, in the order in which they happened. Answers the entry that it replaces.
    @discardableResult
    package mutating func take(_ step: LibraryHistory.Step) -> Entry? {
        step.entry.map { publish($0) } ?? withdraw(step.template)
    }

    /// A template comes in, or in another version. Answers the entry that it replaces.
    @discardableResult
    package mutating func publish(_ entry: Entry) -> Entry? {
        let replaced = current.updateValue(entry, forKey: entry.template)
        revisions[entry.area, default: 0] += 1
        if let replaced, replaced.area != entry.area { revisions[replaced.area, default: 0] += 1 }
        return replaced
    }

    /// A template leaves the library. Answers the entry that goes.
    @discardableResult
    package mutating func withdraw(_ template: String) -> Entry? {
        guard let gone = current.removeValue(forKey: template) else { return nil }
        revisions[gone.area, default: 0] += 1
        return gone
    }

    /// Where the files of a template lie.
    package func folder(of entry: Entry) -> String {
        switch form {
        case .marketplace: "plugins/\(entry.area)/skills/\(entry.template)"
        case .skills: entry.template
        }
    }

    /// The files that describe the others.
    package var manifests: [String: [UInt8]] {
        var out = [Self.pinsFile: pins]
        guard form == .marketplace else { return out.mapValues(LibraryLayout.bytes) }
        let areas = Dictionary(grouping: current.values, by: \.area).sorted { $0.key < $1.key }
            .map { Area(name: $0, version: version($0), description: description($0, $1.map(\.template).sorted())) }
        for area in areas { out["plugins/\(area.name)/.claude-plugin/plugin.json"] = plugin(area) }
        out[Self.marketplaceFile] = [
            "name": .string("\(team)-library"), "owner": ["name": .string(team)],
            "metadata": ["description": .string("What the team \(team) delegates to agents.")],
            "plugins": .array(areas.map(listing)),
        ]
        return out.mapValues(LibraryLayout.bytes)
    }

    /// The manifest of a marketplace whose plugins are not beside it but in the repository at `url`, at exactly the commit
    /// `sha`: whatever is published later, they stay what they are.
    package static func pinned(_ marketplace: JSON, url: String, sha: String) -> JSON {
        guard case .object(var manifest) = marketplace else { return marketplace }
        let plugins = (marketplace["plugins"]?.array ?? []).map { plugin -> JSON in
            guard case .object(var listing) = plugin, let folder = listing["source"]?.string else { return plugin }
            listing["source"] = [
                "source": "git-subdir", "url": .string(url), "path": .string(String(folder.trimmingPrefix("./"))),
                "sha": .string(sha),
            ]
            return .object(listing)
        }
        manifest["plugins"] = .array(plugins)
        return .object(manifest)
    }

    private var pins: JSON {
        let templates = current.mapValues { entry -> JSON in
            [
                "area": .string(entry.area), "version": .integer(Int64(entry.number)),
                "digest": .string(entry.digest.description), "folder": .string(folder(of: entry)),
            ]
        }
        return ["team": .string(team), "templates": .object(templates)]
    }

    /// With what else an export has written, or left where it was: the digest of each file or folder by its path.
    package static func pins(_ pins: JSON, others: [String: Digest]) -> JSON {
        guard case .object(var out) = pins, !others.isEmpty else { return pins }
        out["others"] = .object(others.mapValues { .string($0.description) })
        return .object(out)
    }

    /// The digest of each template's folder and of what else there is, as an export's `countersign.json` says.
    package static func digests(in pins: JSON) -> [String: Digest] {
        let templates = (pins["templates"]?.object ?? [:]).values.map { ($0["folder"]?.string, $0["digest"]) }
        let others = (pins["others"]?.object ?? [:]).map { (Optional($0), Optional($1)) }
        let entries = (templates + others).compactMap { path, digest -> (String, Digest)? in
            guard let path, let digest = digest?.string.flatMap(Digest.init) else { return nil }
            return (path, digest)
        }
        return Dictionary(entries, uniquingKeysWith: { first, _ in first })
    }

    private struct Area {
        let name: String
        let version: String
        let description: String
    }

    private func listing(_ area: Area) -> JSON {
        [
            "name": .string(area.name), "source": .string("./plugins/\(area.name)"),
            "description": .string(area.description), "version": .string(area.version),
        ]
    }

    private func plugin(_ area: Area) -> JSON {
        [
            "name": .string(area.name), "version": .string(area.version), "description": .string(area.description),
            "author": ["name": .string(team)],
        ]
    }

    private func version(_ area: String) -> String { "1.\(revisions[area] ?? 0).0" }

    private func description(_ area: String, _ names: [String]) -> String {
        "Tasks of the team \(team) in \(area): \(names.joined(separator: ", "))."
    }

    private static func bytes(_ json: JSON) -> [UInt8] { Array((json.pretty + "\n").utf8) }
}

import Domain

/// What `countersign.json` says of the collection in which it lies: whose library was exported, and where each of its
/// templates lies. Whoever made the folder may have written it, so it only says where to look: what is a team's own, only
/// its service knows.
package struct ExportedLibrary: Sendable {
    package struct Template: Sendable {
        package let name: String
        /// From the top of the collection, with a `/` at its end.
        package let folder: String
        package let digest: Digest
    }

    package let team: String
    /// Those whose folder and digest can be read.
    package let templates: [Template]
    let isWhole: Bool

    /// A collection may hold several.
    package static func all(in collection: Collection) -> [ExportedLibrary] {
        collection.paths.filter { PathText.name($0) == LibraryLayout.pinsFile }
            .compactMap { ExportedLibrary($0, in: collection) }
    }

    /// Nil where the file names no team or no templates.
    init?(_ path: String, in collection: Collection) {
        guard let bytes = collection.text(path), let pins = try? JSON(bytes: bytes),
            let team = pins["team"]?.string, let listed = pins["templates"]?.object
        else { return nil }
        self.team = team
        templates = listed.sorted { $0.key < $1.key }.compactMap { Template($0, $1, below: PathText.folder(path)) }
        isWhole = templates.count == listed.count
    }
}

extension ExportedLibrary.Template {
    fileprivate init?(_ name: String, _ json: JSON, below place: String) {
        guard let folder = json["folder"]?.string.flatMap({ PathText.join(place, $0) }),
            let digest = json["digest"]?.string.flatMap(Digest.init)
        else { return nil }
        self.init(name: name, folder: folder + "/", digest: digest)
    }
}

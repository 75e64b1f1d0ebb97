import Domain

/// A published version.
package struct LibraryEntryView: Message {
    package var name: String
    package var area: String
    package var version: Int
    package var digest: Digest
    /// Whether the team has pinned this version; absent if not.
    package var isPinned: Bool?

    package init(name: String, area: String, version: Int, digest: Digest, isPinned: Bool? = nil) {
        self.name = name
        self.area = area
        self.version = version
        self.digest = digest
        self.isPinned = isPinned
    }
}

package struct LibraryFileView: Message {
    package var path: String
    package var digest: Digest
    package var size: Int64
    package var isExecutable: Bool
    /// The file itself where it is made for the layout; the others are fetched by their digest.
    package var text: String?

    package init(path: String, digest: Digest, size: Int64, isExecutable: Bool, text: String? = nil) {
        self.path = path
        self.digest = digest
        self.size = size
        self.isExecutable = isExecutable
        self.text = text
    }
}

package struct LibraryView: Message {
    /// The path of the git repository on this service.
    package var repository: String
    /// Its newest commit; absent while nothing is published.
    package var commit: String?
    package var templates: [LibraryEntryView]
    package var files: [LibraryFileView]

    package init(
        repository: String, commit: String?, templates: [LibraryEntryView], files: [LibraryFileView]
    ) {
        self.repository = repository
        self.commit = commit
        self.templates = templates
        self.files = files
    }
}

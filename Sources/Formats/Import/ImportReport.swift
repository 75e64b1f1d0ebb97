import Domain

/// A task of somebody else's collection, as the draft of a template.
package struct ImportedDraft: Sendable {
    package enum Kind: String, Sendable, Codable {
        case skill, agent, command
    }

    package let kind: Kind
    package let name: String
    package let area: String
    /// Whether it was exported from here.
    package let isOwn: Bool
    /// The file that describes the task.
    package let source: String
    /// Every file of the collection that went into it.
    package let sources: [String]
    package let files: FileSet
    package let executables: Set<String>
    /// What was changed or means something else here, at its place in the collection.
    package let remarks: [Problem]
    /// What must be added before it can be published.
    package let missing: [Problem]
}

/// What became of a collection: each of its files is in exactly one of these lists.
package struct ImportReport: Sendable {
    package struct Refusal: Sendable {
        /// The file that describes the task, or that cannot be taken.
        package let source: String
        package let sources: [String]
        /// Never empty.
        package let problems: [Problem]
    }

    /// In the order of their sources.
    package internal(set) var drafts: [ImportedDraft] = []
    package internal(set) var refusals: [Refusal] = []
    /// Plugin and marketplace manifests, which were read and hold no task themselves.
    package internal(set) var manifests: [String] = []
    /// Files that describe no task and belong to none, each with the reason.
    package internal(set) var asides: [Problem] = []
    /// Plugins that a marketplace names and that are not here.
    package internal(set) var elsewhere: [Problem] = []
}

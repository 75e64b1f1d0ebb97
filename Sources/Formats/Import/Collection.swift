import Domain

/// A folder or a repository that others wrote, as it was read: nothing in it is followed or run.
package struct Collection: Sendable {
    /// How it is called: the folder's or the repository's name.
    package let name: String
    /// By path, relative to the collection.
    package var files: [String: [UInt8]] = [:]
    package var executables: Set<String> = []
    /// Files that were not read because no template may hold them: path to size in bytes.
    package var tooLarge: [String: Int] = [:]
    /// What is no file: path to what it is.
    package var strange: [String: String] = [:]

    package init(name: String) { self.name = name }

    package var count: Int { files.count + tooLarge.count + strange.count }
}

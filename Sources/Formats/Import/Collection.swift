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

    /// What is there for another program, and was not read: path to what it is.
    package var skipped: [String: String] = [:]

    /// Of a file that is among `strange`.
    package static let symbolicLink = "a symbolic link, which is not followed"

    package init(name: String) { self.name = name }

    /// A file without its byte order mark.
    func text(_ path: String) -> [UInt8]? { files[path].map { PlainText.withoutMark($0) ?? $0 } }

    package var count: Int { files.count + tooLarge.count + strange.count + skipped.count }

    /// Of everything in it, in the order of their bytes.
    var paths: [String] {
        (Array(files.keys) + tooLarge.keys + strange.keys + skipped.keys).sorted {
            $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
    }
}

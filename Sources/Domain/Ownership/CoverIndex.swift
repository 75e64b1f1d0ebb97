/// Finds, among many lines of OWNERS, one that covers another, without comparing each with each.
package struct CoverIndex {
    private struct Folder {
        var line: Int?
        var inner: [Substring: Int] = [:]
    }

    private var same: [Owners.Subject: Int] = [:]
    private var everything: Int?
    /// A tree by the parts of their paths; the first is the root. Flat, for a path may have very many parts.
    private var folders = [Folder()]

    package init() {}

    /// Lines come in from the last to the first: of several that cover the same the first is kept.
    package mutating func insert(_ subject: Owners.Subject, at line: Int) {
        same[subject] = line
        guard case .path(let pattern) = subject else { return }
        if pattern.coversEverything { everything = line }
        guard let path = pattern.literalFolder else { return }
        var place = 0
        for part in path.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
            if let known = folders[place].inner[part] {
                place = known
            } else {
                folders[place].inner[part] = folders.count
                place = folders.count
                folders.append(Folder())
            }
        }
        folders[place].line = line
    }

    /// The first line of those whose `covers` is true of it.
    package func firstCovering(_ subject: Owners.Subject) -> Int? {
        var found = [same[subject]]
        if case .path(let pattern) = subject {
            found.append(everything)
            var place = 0
            let root = pattern.literalRoot ?? ""
            for part in root.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
                guard let next = folders[place].inner[part] else { break }
                place = next
                found.append(folders[place].line)
            }
        }
        return found.compactMap { $0 }.min()
    }
}

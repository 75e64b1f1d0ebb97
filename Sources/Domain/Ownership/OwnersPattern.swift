/// A path pattern of a CODEOWNERS file, as GitHub reads it: gitignore's syntax without `!` and `[ ]`, case-sensitive,
/// and `/*` or `foo/*` does not reach into folders.
package struct OwnersPattern: Hashable, Sendable, CustomStringConvertible {
    private enum Segment: Hashable {
        case name(Glob)
        /// `**` before the end: no folder or any number of them.
        case anyFolders
        /// Everything below what has matched, at least one part.
        case everythingBelow
    }

    package let description: String
    private let segments: [Segment]
    /// The last part names a file or a folder, so what is below a folder of that name matches too.
    private let reachesBelow: Bool

    package init(_ pattern: String) {
        description = pattern
        var parts = pattern.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let isFolder = parts.count > 1 && parts.last == ""
        if isFolder { parts.removeLast() }
        if parts.first == "" {
            parts.removeFirst()
        } else if parts.count == 1 && parts != ["**"] {
            // One name alone matches at any depth.
            parts.insert("**", at: 0)
        }
        if isFolder && parts.last == "**" { parts.append("*") }
        var segments = parts.map { $0 == "**" ? Segment.anyFolders : .name(Glob($0)) }
        if isFolder && !segments.isEmpty { segments.append(.everythingBelow) }
        if !isFolder && parts.last == "**" { segments[segments.count - 1] = .everythingBelow }
        self.segments = segments
        reachesBelow = !isFolder && parts.last != "*" && parts.last != "**"
    }

    package func matches(_ path: String) -> Bool {
        let names = path.unicodeScalars.split(separator: "/").map(String.init)
        guard !segments.isEmpty, !names.isEmpty else { return false }
        // reached[i]: the segments before i match the names read so far.
        var reached = [Bool](repeating: false, count: segments.count + 1)
        reached[0] = true
        passFolders(&reached)
        for name in names {
            var next = [Bool](repeating: false, count: segments.count + 1)
            for (index, segment) in segments.enumerated() where reached[index] {
                switch segment {
                case .name(let glob): if glob.matches(name) { next[index + 1] = true }
                case .anyFolders: next[index] = true
                case .everythingBelow: next[index + 1] = true
                }
            }
            let goesOn = reachesBelow || segments.last == .everythingBelow
            if goesOn && reached[segments.count] { next[segments.count] = true }
            passFolders(&next)
            reached = next
        }
        return reached[segments.count]
    }

    private func passFolders(_ reached: inout [Bool]) {
        for (index, segment) in segments.enumerated() where reached[index] && segment == .anyFolders {
            reached[index + 1] = true
        }
    }
}

extension OwnersPattern {
    /// What no part of an output's path is: those are relative, and stay in its folder.
    package static let foreignParts: Set<Substring> = ["", ".", ".."]

    /// Whether no output can have a path that it matches, and what was probably meant: `/docs/` for `./docs/`.
    package var foreign: (isForeign: Bool, suggestion: String?) {
        var parts = description.split(separator: "/", omittingEmptySubsequences: false)[...]
        let isFolder = parts.count > 1 && parts.last == ""
        if isFolder { parts.removeLast() }
        if description.hasPrefix("/") { parts = parts.dropFirst() }
        guard parts.isEmpty || parts.contains(where: Self.foreignParts.contains) else { return (false, nil) }
        let known = parts.filter { !Self.foreignParts.contains($0) }
        if known.isEmpty { return (true, parts.contains("..") ? nil : "*") }
        // One name alone would match at any depth.
        let root = description.hasPrefix("/") || known.count == 1 ? "/" : ""
        return (true, root + known.joined(separator: "/") + (isFolder ? "/" : ""))
    }
}

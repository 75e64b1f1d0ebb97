extension OwnersPattern {
    /// Whether every path that the other one matches is matched by this one, where that is plain to see: the same text,
    /// everything, or a folder without wildcards around it. False means "not known".
    package func covers(_ other: OwnersPattern) -> Bool {
        if description == other.description || coversEverything { return true }
        guard let folder = literalFolder, let inner = other.literalRoot else { return false }
        return inner.hasPrefix(folder)
    }

    var coversEverything: Bool { ["*", "**", "/**", "**/*"].contains(description) }

    /// `docs/old/` for `/docs/old/`, `docs/old/**` and `/docs/old`.
    var literalFolder: String? {
        var text = description.hasSuffix("/**") ? String(description.dropLast(2)) : description
        if text.hasPrefix("/") { text.removeFirst() }
        guard isAnchored, !text.isEmpty, Self.isLiteral(text) else { return nil }
        return text.hasSuffix("/") ? text : text + "/"
    }

    /// The folders, without wildcards, that everything it matches is in.
    var literalRoot: String? {
        var text = Substring(description)
        if text.hasPrefix("/") { text.removeFirst() }
        guard isAnchored else { return nil }
        var root = ""
        for part in text.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
            guard Self.isLiteral(part) else { break }
            root += part + "/"
        }
        return root
    }

    /// A slash before its end ties a pattern to the root.
    private var isAnchored: Bool { description.hasPrefix("/") || description.dropLast().contains("/") }

    private static func isLiteral(_ text: some StringProtocol) -> Bool {
        !text.contains { $0 == "*" || $0 == "?" || $0 == "\\" }
    }
}

extension Owners.Subject {
    /// Whether all that the other one matches is matched by this one, as far as that is plain to see.
    package func covers(_ other: Self) -> Bool {
        switch (self, other) {
        case (.path(let own), .path(let other)): own.covers(other)
        case (.kind(let own), .kind(let other)): own == other
        default: false
        }
    }
}

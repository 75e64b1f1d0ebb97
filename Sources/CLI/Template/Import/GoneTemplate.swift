import API

/// A template that an import brought, and that its collection has no longer. Nothing is done about it.
struct GoneTemplate: Message {
    var area: String
    var name: String
    /// The file that it was made of.
    var source: String
    /// Whether it can be dispatched.
    var isPublished: Bool

    var line: Text {
        let way =
            isPublished
            ? "`countersign template deprecate \(name) -m 'no longer in its collection'` stops it"
            : "nothing of it is published, so nobody can dispatch it"
        return """
            \("no longer in the collection", .waiting): \(area)/\(name, .bold) (\(source)); it stays as it is; \(way)
            """
    }
}

/// The note of a version that came from a collection: by it an import knows what earlier ones brought.
enum ImportNote {
    private static let start = "Imported from "

    /// A file that was imported by itself is named once.
    static func text(of file: String, in typed: String) -> String {
        "/\(typed)".hasSuffix("/\(file)") ? "\(start)\(typed)." : "\(start)\(typed), \(file)."
    }

    static func isOne(_ note: String) -> Bool { note.hasPrefix(start) }

    /// Of a note of this source: the file; nil if it came from another one.
    static func file(in note: String, of typed: String) -> String? {
        let origin = note.dropFirst(start.count).dropLast()
        return origin.ranges(of: ", ").first { plain(origin[..<$0.lowerBound]) == plain(typed[...]) }.map {
            String(origin[$0.upperBound...])
        }
    }

    /// `./skills/` is `skills`.
    private static func plain(_ source: Substring) -> Substring {
        var source = source
        while source.hasPrefix("./") { source = source.dropFirst(2) }
        while source.hasSuffix("/") { source = source.dropLast() }
        return source
    }
}

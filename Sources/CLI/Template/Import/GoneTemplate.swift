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
    /// - Parameter origin: an address, or a path without links.
    static func text(of file: String, in origin: String) -> String {
        origin.hasSuffix("/\(file)") ? "\(start)\(origin)." : "\(start)\(origin), \(file)."
    }

    static func isOne(_ note: String) -> Bool { note.hasPrefix(start) }

    /// Of a note of this source: the file; nil if it came from another one.
    static func file(in note: String, of origin: String) -> String? {
        let said = note.dropFirst(start.count).dropLast()
        return said.ranges(of: ", ").first { plain(said[..<$0.lowerBound]) == plain(origin[...]) }.map {
            String(said[$0.upperBound...])
        }
    }

    /// An address is the same with a `/` at its end.
    private static func plain(_ origin: Substring) -> Substring {
        var origin = origin
        while origin.hasSuffix("/") { origin = origin.dropLast() }
        return origin
    }
}

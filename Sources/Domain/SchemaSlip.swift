/// A word of a schema that is one slip away from one of JSON Schema's, which takes what it does not know for a note.
package struct SchemaSlip: Hashable, Sendable {
    /// A JSON pointer to it: `/properties/since/minLenght`.
    package let pointer: String
    package let word: String
    /// `keyword` or `format`.
    package let what: String
    package let near: String

    /// In a schema and all that are inside it.
    package static func all(in schema: JSON, at pointer: String = "") -> [SchemaSlip] {
        (schema.object ?? [:]).sorted { $0.key < $1.key }.flatMap { word, value -> [SchemaSlip] in
            // Few words need their place: made only for these.
            func place() -> String { "\(pointer)/\(JSONPointer.escape(word))" }
            guard let shape = SchemaShape.keywords[word] else {
                // Short words of one's own, such as `note`, are near to short keywords by nature.
                if word.count <= 4 { return [] }
                return slip(word, "keyword", among: SchemaShape.keywords.keys.sorted(), at: place())
            }
            if word == "format", let format = value.string {
                return slip(format, "format", among: SchemaShape.formats, at: place())
            }
            if value.object == nil && value.array == nil { return [] }
            return shape.children(value, at: place()).flatMap { all(in: $0.schema, at: $0.pointer) }
        }
    }

    private static func slip(_ word: String, _ what: String, among known: [String], at place: String) -> [SchemaSlip] {
        guard !known.contains(word), let near = NearestName.of(word, in: known) else { return [] }
        return [SchemaSlip(pointer: place, word: word, what: what, near: near)]
    }
}

extension SchemaSlip: CustomStringConvertible {
    /// `requird is no keyword of JSON Schema, which takes it for a note`
    package var description: String { "\(word) is no \(what) of JSON Schema, which takes it for a note" }
}

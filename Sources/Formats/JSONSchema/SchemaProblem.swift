/// One thing that is wrong: with a value that a schema judged or, when the schema itself is refused, with the schema.
package struct SchemaProblem: Error, Hashable, Sendable {
    /// A JSON pointer to the value; empty for the whole.
    package let instancePath: String
    /// The schema keyword that said so, as `required`.
    package let keyword: String
    /// A sentence for the person who wrote the value: "`since` must be a string, found 3".
    package let message: String

    package init(instancePath: String, keyword: String, message: String) {
        self.instancePath = instancePath
        self.keyword = keyword
        self.message = message
    }
}

extension [SchemaProblem] {
    private static var saidLimit: Int { 5 }

    /// The first ones as a sentence, and how many there are besides.
    package var said: String {
        let more = count - Self.saidLimit
        return prefix(Self.saidLimit).map(\.message).joined(separator: "; ") + (more > 0 ? " (and \(more) more)" : "")
    }
}

/// A schema that cannot be used; each problem points into the schema.
package struct SchemaRefused: Error, Equatable {
    package let problems: [SchemaProblem]
}

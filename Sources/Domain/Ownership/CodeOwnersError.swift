/// One complaint about an OWNERS file, in the shape that GitHub's API gives for CODEOWNERS.
package struct CodeOwnersError: Hashable, Sendable, Codable {
    /// From 1.
    package let line: Int
    package let column: Int
    /// `Invalid pattern`, `Unknown owner`, `Shadowed line` and the like.
    package let kind: String
    /// The line as it stands.
    package let source: String
    package let suggestion: String?
    /// Several lines: what is wrong, and the source with a mark below it.
    package let message: String
    package let path: String

    package init(
        line: Int, column: Int, kind: String, source: String, suggestion: String? = nil, reason: String, path: String
    ) {
        self.line = line
        self.column = column
        self.kind = kind
        self.source = source
        self.suggestion = suggestion
        self.path = path
        let pointer = String(repeating: " ", count: column - 1) + "^"
        message = "\(kind) on line \(line): \(reason)\n\n  \(source)\n  \(pointer)"
    }

    /// The message's first line without kind and place.
    package var reason: String {
        let first = message.prefix { $0 != "\n" }
        return String(first.dropFirst("\(kind) on line \(line): ".count))
    }

    /// In the shape of what is wrong in any other file.
    package var problem: Problem {
        Problem(file: path, line: line, column: column, message: "\(kind): \(reason)", suggestion: suggestion)
    }
}

/// One complaint about an OWNERS file, in the shape that GitHub's API gives for CODEOWNERS.
package struct CodeOwnersError: Hashable, Sendable, Encodable {
    /// From 1.
    package let line: Int
    package let column: Int
    /// `Invalid pattern`, `Invalid owner`, `Unknown kind`.
    package let kind: String
    /// The line as it stands.
    package let source: String
    package let suggestion: String?
    package let message: String
    /// The message's first line without kind and place.
    let reason: String
    package let path: String

    private enum CodingKeys: CodingKey { case line, column, kind, source, suggestion, message, path }

    init(line: Int, column: Int, kind: String, source: String, suggestion: String?, reason: String, path: String) {
        self.line = line
        self.column = column
        self.kind = kind
        self.source = source
        self.suggestion = suggestion
        self.path = path
        self.reason = reason
        let pointer = String(repeating: " ", count: column - 1) + "^"
        message = "\(kind) on line \(line): \(reason)\n\n  \(source)\n  \(pointer)"
    }
}

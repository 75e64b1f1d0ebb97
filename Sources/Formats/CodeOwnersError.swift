/// One complaint about an OWNERS file, in the shape that GitHub's API gives for CODEOWNERS.
package struct CodeOwnersError: Hashable, Sendable, Codable {
    /// From 1.
    package let line: Int
    package let column: Int
    /// `Invalid pattern`, `Invalid owner`, `Unknown kind`.
    package let kind: String
    /// The line as it stands.
    package let source: String
    package let suggestion: String?
    package let message: String
    package let path: String

    init(line: Int, column: Int, kind: String, source: String, suggestion: String?, reason: String, path: String) {
        self.line = line
        self.column = column
        self.kind = kind
        self.source = source
        self.suggestion = suggestion
        self.path = path
        let pointer = String(repeating: " ", count: column - 1) + "^"
        message = "\(kind) on line \(line): \(reason)\n\n  \(source)\n  \(pointer)"
    }
}

/// A place in an output version and what stands there: how an answer or a finding shows what it rests on.
package struct Anchor: Hashable, Sendable, Codable {
    /// The chunk's index in the manifest.
    package let chunk: Int
    /// Lines of the file, both included.
    package let startLine: Int
    package let endLine: Int
    package let quotation: String

    package init(chunk: Int, startLine: Int, endLine: Int, quotation: String) {
        self.chunk = chunk
        self.startLine = startLine
        self.endLine = endLine
        self.quotation = quotation
    }
}

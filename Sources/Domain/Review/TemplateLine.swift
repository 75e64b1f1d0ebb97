/// A line of a template's files, and what stands there: in a later version it may stand elsewhere, or not at all.
package struct TemplateLine: Hashable, Sendable {
    /// Relative to the template's folder.
    package let file: String
    /// From 1.
    package let line: Int
    package let text: String

    package init(file: String, line: Int, text: String) {
        self.file = file
        self.line = line
        self.text = text
    }
}

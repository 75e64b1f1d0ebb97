/// A line of a template's files, and what stands there: in a later version it may stand elsewhere, or not at all.
package struct TemplateLine: Hashable, Sendable {
    /// Relative to the template's folder.
    package let file: String
    /// From 1.
    package let line: Int
    package let text: String
    /// Which constraint it is, from 1, if it was named as one.
    package var constraint: Int?

    package init(file: String, line: Int, text: String, constraint: Int? = nil) {
        self.file = file
        self.line = line
        self.text = text
        self.constraint = constraint
    }
}

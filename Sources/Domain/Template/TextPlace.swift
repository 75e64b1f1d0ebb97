/// Where something stands in a file.
package struct TextPlace: Hashable, Sendable, Codable {
    /// From 1.
    package let line: Int
    /// From 1, in characters (Unicode scalars).
    package let column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

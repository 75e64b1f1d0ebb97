/// A line of a policy file: where a rule that decided something stands.
package struct Place: Hashable, Sendable, Codable, CustomStringConvertible {
    package let file: String
    /// From 1.
    package let line: Int

    package init(file: String, line: Int) {
        self.file = file
        self.line = line
    }

    package var description: String { "\(file):\(line)" }
}

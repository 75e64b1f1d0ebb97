import Domain

/// Gathers the problems of one file while it is read. Readers share it and go on after each problem.
package final class ProblemCollector {
    package let file: String
    package private(set) var problems: [Problem] = []
    /// What may be meant as it stands.
    package private(set) var remarks: [Problem] = []

    package init(file: String) { self.file = file }

    package func report(_ message: String, at node: YAMLNode, suggestion: String? = nil) {
        report(message, line: node.line, column: node.column, suggestion: suggestion)
    }

    package func remark(_ message: String, at node: YAMLNode, suggestion: String? = nil) {
        remarks.append(
            Problem(file: file, line: node.line, column: node.column, message: message, suggestion: suggestion))
    }

    package func report(_ message: String, line: Int, column: Int, suggestion: String? = nil) {
        problems.append(
            Problem(file: file, line: line, column: column, message: message, suggestion: suggestion))
    }
}

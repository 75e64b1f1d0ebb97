/// One thing that is wrong in a file somebody wrote, where it stands and what would be right. Checks collect all
/// problems, so that a file is mended in one go.
package struct Problem: Error, Hashable, Sendable, Codable {
    /// The path as its author knows it, relative to the folder that was checked.
    package let file: String
    /// From 1.
    package let line: Int
    /// From 1, in characters (Unicode scalars).
    package let column: Int
    package let message: String
    /// What the author probably meant, as it would be written.
    package let suggestion: String?

    package init(file: String, line: Int, column: Int, message: String, suggestion: String? = nil) {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
        self.suggestion = suggestion
    }

    /// `file:line:column: message`, with the suggestion where there is one.
    package var text: String {
        let hint = suggestion.map { " (did you mean \($0)?)" } ?? ""
        return "\(file):\(line):\(column): \(message)\(hint)"
    }
}

extension Problem: Comparable {
    /// In the order in which an author walks through the files.
    package static func < (left: Problem, right: Problem) -> Bool {
        (left.file, left.line, left.column, left.message) < (right.file, right.line, right.column, right.message)
    }
}

/// Everything that is wrong with one thing somebody wrote; never empty.
package struct Problems: Error, Equatable, Sendable {
    /// In the order of files, lines and columns.
    package let all: [Problem]

    package init?(_ problems: [Problem]) {
        if problems.isEmpty { return nil }
        all = problems.sorted()
    }

    package init(_ problem: Problem) { all = [problem] }

    /// The error that crosses layers: the first problem in words, all of them as facts under `problems`.
    package func failure(_ code: FailureCode) -> Failure {
        let more = all.count > 1 ? " (and \(all.count - 1) more)" : ""
        let list = all.map { problem in
            var facts: [String: JSON] = [
                "file": .string(problem.file), "line": .integer(Int64(problem.line)),
                "column": .integer(Int64(problem.column)), "message": .string(problem.message),
            ]
            facts["suggestion"] = problem.suggestion.map(JSON.string)
            return JSON.object(facts)
        }
        return Failure(code, (all.first?.text ?? "") + more, detail: ["problems": .array(list)])
    }
}

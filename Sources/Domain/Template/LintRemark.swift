/// How much a remark of lint weighs.
package enum LintLevel: String, Sendable, CaseIterable, Codable {
    /// A fact that makes the template unfit for use; it cannot be published. Never a judgement about words, so that a
    /// template in any language can be published.
    case error
    /// Probably a mistake.
    case warning
    /// Worth a thought.
    case hint
}

/// What lint says about one place of a template.
package struct LintRemark: Hashable, Sendable, Codable {
    /// Of the template, not of a file system; `template lint` puts the folder before it.
    package var file: String
    package let line: Int
    package let column: Int
    package let level: LintLevel
    /// The rule that speaks: `template lint --explain RULE` tells why.
    package let rule: String
    package let message: String
    /// What to do about it.
    package let advice: String

    package init(
        file: String, place: TextPlace, level: LintLevel, rule: String, message: String, advice: String
    ) {
        self.file = file
        line = place.line
        column = place.column
        self.level = level
        self.rule = rule
        self.message = message
        self.advice = advice
    }

    package var problem: Problem {
        Problem(file: file, line: line, column: column, message: "\(message) (\(rule)). \(advice)")
    }

    /// `file:line:column: level: message (rule)`, without the advice.
    package var text: String { "\(file):\(line):\(column): \(level.rawValue): \(message) (\(rule))" }
}

extension LintRemark: Comparable {
    /// In the order in which an author walks through the files.
    package static func < (left: LintRemark, right: LintRemark) -> Bool {
        (left.file, left.line, left.column, left.rule, left.message)
            < (right.file, right.line, right.column, right.rule, right.message)
    }
}

/// A regular expression in the dialect that JSON Schema names (ECMA-262, unicode), which answers one question: does it
/// occur in a text?
///
/// Swift's `Regex` backtracks: `(a+)+$` against forty letters does not end, and templates bring patterns that the service
/// must run. This one moves a set of states over the text, so its time grows with length × pattern, whatever the pattern.
/// Back references cannot be matched that way and are refused.
package struct Pattern: Sendable {
    /// In unicode scalars.
    static let lengthLimit = 10_000

    package let source: String
    private let program: PatternProgram

    /// Throws `PatternError` that says what is wrong and at which character.
    package init(_ source: String) throws(PatternError) {
        if source.unicodeScalars.count > Self.lengthLimit {
            throw PatternError(message: "longer than \(Self.lengthLimit) characters", position: Self.lengthLimit)
        }
        self.source = source
        var parser = PatternParser(source)
        var emitter = PatternEmitter()
        self.program = try emitter.program(of: try parser.parse())
    }

    /// Whether the pattern occurs anywhere in the text. Nil if finding out takes more than `stepLimit` steps, which only
    /// a long text with a large pattern or with look-around does.
    package func occurs(in text: String) -> Bool? {
        var matcher = PatternMatcher(scalars: Array(text.unicodeScalars))
        return matcher.search(program)
    }
}

/// Why a pattern was refused.
package struct PatternError: Error, Equatable, CustomStringConvertible {
    package let message: String
    /// In unicode scalars, from 1.
    package let position: Int

    package var description: String { "\(message) at character \(position)" }
}

import Domain
import Store

/// Why, in a person's or a runner's words.
enum ReasonText {
    static let limitCharacters = 2000

    /// Throws `invalid_input` for no reason, or one that is too long.
    static func check(_ text: String) throws -> String {
        guard text.contains(where: { !$0.isWhitespace }), text.unicodeScalars.count <= limitCharacters else {
            throw Failure(.invalidInput, "reason: say why, in 1 to \(limitCharacters) characters")
        }
        return text
    }

    /// What can be kept of a reason that a program gives: it must never be the cause of a failure itself.
    static func cut(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.lazy.map { $0 == "\0" ? "\u{FFFD}" : $0 }.prefix(limitCharacters)))
    }
}

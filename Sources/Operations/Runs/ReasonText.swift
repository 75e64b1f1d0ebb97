import Domain
import Formats
import Store

/// Why, in a person's or a runner's words: kept for good, and shown to the whole team.
enum ReasonText {
    static let limitCharacters = 2000

    /// Throws `invalid_input` for no reason, one that is too long, hides something or holds a secret.
    static func check(_ text: String) throws -> String {
        guard text.contains(where: { !$0.isWhitespace }), text.unicodeScalars.count <= limitCharacters else {
            throw Failure(.invalidInput, "reason: say why, in 1 to \(limitCharacters) characters")
        }
        try checkPlain(in: text, "reason")
        return text
    }

    /// What was written beside a change; nobody must.
    static func note(_ text: String?) throws -> String {
        let note = text ?? ""
        try checkPlain(in: note, "note")
        return note
    }

    /// Nothing that readers do not see, and no secret.
    /// - Parameter what: what the text is called in the refusal, which does not repeat the secret.
    static func checkPlain(in text: String, _ what: String) throws {
        guard let problem = PlainText.problems(in: Array(text.utf8), file: what).first else { return }
        throw Failure(.invalidInput, "\(what): \(problem.message)")
    }

    /// What can be kept of a reason that a program gives: it must never be the cause of a failure itself.
    static func cut(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.lazy.map { $0 == "\0" ? "\u{FFFD}" : $0 }.prefix(limitCharacters)))
    }
}

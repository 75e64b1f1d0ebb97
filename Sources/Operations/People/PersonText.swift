import Domain

/// What people may type where others read it: names and titles on one line that hide nothing and hold no secret, logins, passwords.
enum PersonText {
    static let nameLimit = 120
    private static let passwordLimits = 10...1024

    /// - Parameter what: what it is called in the refusal, such as `name`.
    static func checkLine(_ text: String, _ what: String, atLeast: Int = 1, atMost: Int = nameLimit) throws {
        let length = text.unicodeScalars.count
        guard (atLeast...atMost).contains(length) else {
            throw Failure(.invalidInput, "the \(what) has \(length) characters; it needs \(atLeast) to \(atMost)")
        }
        guard HiddenText.find(in: text).isEmpty, !text.unicodeScalars.contains(where: { $0 == "\n" || $0 == "\t" })
        else { throw Failure(.invalidInput, "the \(what) holds characters that readers do not see; remove them") }
        try ReasonText.checkPlain(in: text, what)
    }

    /// A login, or the name of a team.
    static func checkName(_ name: String, _ what: String) throws {
        guard LoginName.isValid(name) else {
            throw Failure(.invalidInput, "a \(what) \(LoginName.rule)")
        }
    }

    /// What the schema asks of runners' names and what we ask of labels: `^[a-z0-9][a-z0-9._-]{0,62}$`.
    static func isLabel(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return (1...63).contains(bytes.count) && (isLetter(bytes[0]) || isDigit(bytes[0]))
            && bytes.allSatisfy { isLetter($0) || isDigit($0) || "._-".utf8.contains($0) }
    }

    /// Length is what counts (NIST SP 800-63B): no rule about kinds of characters.
    static func checkPassword(_ password: String) throws {
        guard passwordLimits.contains(password.unicodeScalars.count) else {
            throw Failure(
                .invalidInput,
                "a password has \(passwordLimits.lowerBound) to \(passwordLimits.upperBound) characters")
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}

/// What people and teams can be called: `^[a-z][a-z0-9-]{0,38}$`, as the schema asks.
package enum LoginName {
    /// The same in words, after "a login".
    package static let rule = "starts with a-z and goes on with a-z, 0-9 and hyphens, 39 characters at most"

    package static func isValid(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return (1...39).contains(bytes.count) && isLetter(bytes[0])
            && bytes.allSatisfy { isLetter($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte) }
}

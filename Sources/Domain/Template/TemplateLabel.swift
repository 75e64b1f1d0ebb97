/// Names that move from version to version of a template.
package enum TemplateLabel {
    package static let limitCharacters = 64
    /// What a dispatch uses that names no version.
    package static let current = "current"
    /// What the team, or one of its projects, uses instead.
    package static let pinned = "pinned"
    /// Means the newest draft wherever a version is named, so no label may have it.
    package static let latest = "latest"

    /// Begins with a letter, so that `name@3` and `name@stable` are told apart; then a-z, 0-9 and hyphens, none at the end.
    package static func isValid(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        guard let first = bytes.first, let last = bytes.last, bytes.count <= limitCharacters, name != latest else {
            return false
        }
        return isLetter(first) && last != hyphen && bytes.allSatisfy { isLetter($0) || isDigit($0) || $0 == hyphen }
    }

    private static let hyphen = UInt8(ascii: "-")
    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

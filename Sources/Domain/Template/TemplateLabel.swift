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

    /// What whoever publishes or previews a template with a pin should know.
    /// - Parameter project: nil or empty: the whole team's.
    package static func pinNotice(_ template: String, version: Int, project: String?) -> String {
        let place = project.map { $0.isEmpty ? "" : " in project \($0)" } ?? ""
        return "\(template) is pinned to version \(version)\(place): a dispatch keeps using it, whatever is "
            + "published, until two people take the pin away, `\(unpinCommand(template, project: project))`"
    }

    package static func unpinCommand(_ template: String, project: String?) -> String {
        let option = project.map { $0.isEmpty ? "" : " --project \($0)" } ?? ""
        return "countersign template unpin \(template)\(option)"
    }

    private static let hyphen = UInt8(ascii: "-")
    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

/// Identifiers are `<prefix>_<16 characters>`: seconds since 1970 in seven base-32 digits, so that they sort by age and
/// fill index pages in order, then 45 random bits. They are names, not secrets: every look-up is by team.
package enum Identifier {
    package enum Prefix: String, Sendable, CaseIterable {
        case person = "per"
        case team = "team"
        case token = "tok"
        case runner = "rnr"
        case template = "tpl"
        case run = "run"
        case question = "qst"
        case output = "out"
        case review = "rev"
        case finding = "fnd"
        case action = "act"
        case signOff = "sig"
        case upload = "upl"
        case defect = "dfc"
        case absence = "abs"
        case delegation = "dlg"
    }

    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    package static func make(_ prefix: Prefix, secondsSince1970: UInt64, random: UInt64) -> String {
        var out = [UInt8]()
        for shift in stride(from: 30, through: 0, by: -5) { out.append(alphabet[Int(secondsSince1970 >> shift & 31)]) }
        for shift in stride(from: 40, through: 0, by: -5) { out.append(alphabet[Int(random >> shift & 31)]) }
        return prefix.rawValue + "_" + String(decoding: out, as: UTF8.self)
    }

    /// Whether a text has the form of an identifier with this prefix.
    package static func isValid(_ text: String, _ prefix: Prefix) -> Bool {
        let head = prefix.rawValue + "_"
        return text.hasPrefix(head) && text.utf8.count == head.utf8.count + 16
            && text.utf8.dropFirst(head.utf8.count).allSatisfy(alphabet.contains)
    }
}

/// A text as words, to look for some.
struct Prose: Sendable {
    /// In lower case.
    let words: [String]
    /// Whether it quotes somebody, or code.
    let hasQuotation: Bool
    private let known: Set<String>
    private let spaced: String

    /// Without what the text quotes: that is somebody else's wording.
    init(_ text: String) {
        let (own, quoted) = Self.withoutQuotations(text)
        self.init(own: own, hasQuotation: quoted)
    }

    /// With what the text quotes.
    static func whole(_ text: String) -> Prose { Prose(own: text, hasQuotation: false) }

    private init(own: String, hasQuotation: Bool) {
        words = own.lowercased().unicodeScalars.split { !Self.isWordPart($0) }.map { String($0) }
        self.hasQuotation = hasQuotation
        known = Set(words)
        spaced = " " + words.joined(separator: " ") + " "
    }

    private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "0"..."9", "'", "-": true
        default: !scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        }
    }

    /// Whether these words occur, one after the other.
    func says(_ phrase: String) -> Bool {
        guard phrase.utf8.contains(UInt8(ascii: " ")) else { return known.contains(phrase) }
        return known.contains(String(phrase.prefix { $0 != " " })) && spaced.contains(" \(phrase) ")
    }

    func firstSaid(of phrases: [String]) -> String? { phrases.first(where: says) }

    /// Whether a name occurs, as it is or with spaces for its underscores and hyphens.
    func mentions(_ name: String) -> Bool {
        let name = Prose.whole(name).words.joined(separator: " ")
        return says(name) || says(name.replacing("-", with: " "))
    }

    /// The mark that closes what this one opens; nil if it opens nothing.
    private static func closingMark(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar {
        case "\"", "`": scalar
        case "“": "”"
        case "„": "“"
        case "«": "»"
        default: nil
        }
    }

    /// A mark that is never closed quotes nothing.
    private static func withoutQuotations(_ text: String) -> (own: String, quoted: Bool) {
        var own = String.UnicodeScalarView()
        var held = Substring.UnicodeScalarView()
        var closing: Unicode.Scalar?
        var quoted = false
        for (index, scalar) in zip(text.unicodeScalars.indices, text.unicodeScalars) {
            if let end = closing {
                if scalar != end { continue }
                closing = nil
                quoted = true
            } else if let end = closingMark(of: scalar) {
                closing = end
                held = text.unicodeScalars[index...].dropFirst()
                own.append(" ")
            } else {
                own.append(scalar == "’" ? "'" : scalar)
            }
        }
        if closing != nil { own.append(contentsOf: held) }
        return (String(own), quoted)
    }
}

/// A text as words, to look for some.
struct Prose {
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
        words = own.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "'" || $0 == "-") }.map(String.init)
        self.hasQuotation = hasQuotation
        known = Set(words)
        spaced = " " + words.joined(separator: " ") + " "
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

    private static let marks: [Character: Character] = ["\"": "\"", "“": "”", "„": "“", "`": "`", "«": "»"]

    /// A mark that is never closed quotes nothing.
    private static func withoutQuotations(_ text: String) -> (own: String, quoted: Bool) {
        var own = ""
        var held: Substring?
        var closing: Character?
        var quoted = false
        for index in text.indices {
            let character = text[index]
            if let end = closing {
                if character != end { continue }
                closing = nil
                quoted = true
            } else if let end = marks[character] {
                closing = end
                held = text[index...].dropFirst()
                own.append(" ")
            } else {
                own.append(character == "’" ? "'" : character)
            }
        }
        if closing != nil, let held { own += held }
        return (own, quoted)
    }
}

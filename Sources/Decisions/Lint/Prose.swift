/// A text as words, to look for some: what it quotes is left out, for that is somebody else's.
struct Prose {
    /// Lowercased, between spaces.
    private let spaced: String
    let words: [String]
    let hasQuotation: Bool

    init(_ text: String) {
        var own = ""
        var closing: Character?
        var quoted = false
        for character in text {
            if let end = closing {
                if character == end { closing = nil }
            } else if let end = Self.quotes[character] {
                closing = end
                quoted = true
                own.append(" ")
            } else {
                own.append(character == "’" ? "'" : character)
            }
        }
        words = own.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "'" || $0 == "-") }.map(String.init)
        spaced = " " + words.joined(separator: " ") + " "
        hasQuotation = quoted
    }

    /// With what it quotes: inputs stand in code marks.
    static func anyText(_ text: String) -> Prose {
        Prose(String(text.map { quotes[$0] == nil && $0 != "”" && $0 != "»" ? $0 : " " }))
    }

    /// Whether a name occurs, as it is or with spaces for its underscores and hyphens.
    func mentions(_ name: String) -> Bool {
        let parts = Prose(name).words
        return says(parts.joined(separator: " ")) || says(parts.joined(separator: " ").replacing("-", with: " "))
    }

    private static let quotes: [Character: Character] = ["\"": "\"", "“": "”", "„": "“", "`": "`", "«": "»"]

    /// Whether these words occur, one after the other.
    func says(_ phrase: String) -> Bool { spaced.contains(" \(phrase) ") }

    func firstSaid(of phrases: [String]) -> String? { phrases.first(where: says) }

    /// The words alone, so that two texts that differ in case and punctuation are equal.
    var normal: String { spaced }
}

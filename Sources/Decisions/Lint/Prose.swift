/// A text as words, to look for some.
struct Prose: Sendable {
    /// In lower case.
    let words: [String]
    /// Whether it quotes somebody, or code.
    let hasQuotation: Bool

    /// Without what the text quotes: that is somebody else's wording.
    init(_ text: some StringProtocol) {
        let (own, quoted) = Self.withoutQuotations(String(text))
        self.init(own: own, hasQuotation: quoted)
    }

    /// With what the text quotes.
    static func whole(_ text: String) -> Prose { Prose(own: text, hasQuotation: false) }

    private init(own: String, hasQuotation: Bool) {
        words = Self.words(of: own)
        self.hasQuotation = hasQuotation
    }

    /// Letters, digits, apostrophes and hyphens make words; everything else parts them. By bytes, for most are ASCII.
    private static func words(of text: String) -> [String] {
        Array(text.utf8).withUnsafeBufferPointer { bytes in
            var words: [String] = []
            var word: [UInt8] = []
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                let length = byte < 0x80 ? 1 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
                let before = word.count
                switch byte {
                case 0x61...0x7A, 0x30...0x39, 0x27, 0x2D: word.append(byte)
                case 0x41...0x5A: word.append(byte | 0x20)
                case 0..<0x80: break
                default: word += lettersLowered(bytes[index..<min(index + length, bytes.count)])
                }
                index += length
                guard word.count == before, before > 0 else { continue }
                words.append(String(decoding: word, as: UTF8.self))
                word.removeAll(keepingCapacity: true)
            }
            return word.isEmpty ? words : words + [String(decoding: word, as: UTF8.self)]
        }
    }

    /// Empty for what is no part of a word.
    private static func lettersLowered(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8] {
        let character = String(decoding: bytes, as: UTF8.self)
        return character.unicodeScalars.allSatisfy(isWordPart) ? Array(character.lowercased().utf8) : []
    }

    private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    /// Whether these words occur, one after the other.
    private func says(_ phrase: [String]) -> Bool {
        guard let first = phrase.first else { return false }
        return words.indices.contains { words[$0] == first && words[$0...].starts(with: phrase) }
    }

    /// In the order of the phrases, not of the text.
    func firstSaid(of phrases: Phrases) -> String? {
        var found: Phrases.Phrase?
        for (index, word) in words.enumerated() {
            for phrase in phrases.beginning(with: word) where phrase.rank < found?.rank ?? .max {
                if words[index...].starts(with: phrase.words) { found = phrase }
            }
        }
        return found?.words.joined(separator: " ")
    }

    /// Whether a name occurs, as it is or with spaces for its underscores and hyphens.
    func mentions(_ name: String) -> Bool {
        let name = Prose.whole(name).words
        return says(name) || says(name.flatMap { $0.split(separator: "-").map(String.init) })
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
        if !text.utf8.contains(where: { $0 >= 0x80 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "`") }) {
            return (text, false)
        }
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

/// Phrases to look for, in an order of their own, found by their first word.
struct Phrases: Sendable {
    struct Phrase: Sendable {
        let words: [String]
        let rank: Int
    }

    private var phrases: [String: [Phrase]] = [:]

    init(_ texts: [String]) {
        for (rank, text) in texts.enumerated() {
            let words = text.split(separator: " ").map(String.init)
            if let first = words.first { phrases[first, default: []].append(Phrase(words: words, rank: rank)) }
        }
    }

    func beginning(with word: String) -> [Phrase] { phrases[word] ?? [] }
}

/// A text as words, to look for some.
struct Prose: Sendable {
    /// In lower case.
    let words: [String]
    /// Of the text, from 0: where each word stands.
    let lines: [Int]
    /// Whether each word stands in capitals.
    let capitals: [Bool]
    /// What parts each word from the one before.
    let breaks: [Break]
    /// The text without what it quotes.
    let own: String
    /// Whether it quotes somebody, or code.
    let hasQuotation: Bool

    enum Break { case none, clause, sentence }

    /// Without what the text quotes: that is somebody else's wording.
    init(_ text: some StringProtocol) {
        let (own, quoted) = Self.withoutQuotations(String(text))
        self.init(own: own, hasQuotation: quoted)
    }

    /// With what the text quotes.
    static func whole(_ text: String) -> Prose { Prose(own: text, hasQuotation: false) }

    private init(own: String, hasQuotation: Bool) {
        let words = Words(own)
        self.words = words.words
        lines = words.lines
        capitals = words.capitals
        breaks = words.breaks
        self.own = own
        self.hasQuotation = hasQuotation
    }

    /// Whether these words occur, one after the other.
    private func says(_ phrase: [String]) -> Bool {
        guard let first = phrase.first else { return false }
        return words.indices.contains { words[$0] == first && words[$0...].starts(with: phrase) }
    }

    /// The phrases that occur, each with its first word, in the order of the text. Of those that begin at one word the
    /// longest counts, and the next is looked for behind it.
    func said(of phrases: Phrases) -> [(phrase: String, word: Int)] {
        var found: [(phrase: String, word: Int)] = []
        var index = 0
        while index < words.count {
            guard let phrase = phrases.longest(in: words[index...]) else {
                index += 1
                continue
            }
            if phrase.counts { found.append((phrase.words.joined(separator: " "), index)) }
            index += phrase.words.count
        }
        return found
    }

    func says(_ phrases: Phrases) -> Bool { !said(of: phrases).isEmpty }

    /// Whether a word close before this one says no: "never edit the shared page".
    func isDenied(_ word: Int) -> Bool {
        words[max(0, word - Self.denialReach)..<word].contains(where: Self.denials.contains)
    }

    /// Whether it reads like another language than English: more words of others than of English.
    var isForeign: Bool { Self.isForeign(words) }

    static func isForeign(_ words: [String]) -> Bool {
        let others = words.count { Wording.foreign.contains($0) || $0.utf8.contains { $0 >= 0x80 } }
        return others > words.count(where: Wording.english.contains)
    }

    private static let denialReach = 4
    private static let denials: Set<String> = ["not", "never", "no", "nobody", "nothing", "without", "don't", "cannot"]

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
                // Line ends are kept, so that words know their lines.
                if scalar == "\n" { own.append(scalar) }
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
        if closing != nil {
            own.removeLast(held.count { $0 == "\n" })
            own.append(contentsOf: held)
        }
        return (String(own), quoted)
    }
}

/// Letters, digits, apostrophes and hyphens make words; everything else parts them. By bytes, for most are ASCII.
private struct Words {
    var words: [String] = []
    var lines: [Int] = []
    var capitals: [Bool] = []
    var breaks: [Prose.Break] = []
    private var word: [UInt8] = []
    private var isCapital = true
    private var line = 0
    private var pending = Prose.Break.sentence

    init(_ text: String) {
        Array(text.utf8).withUnsafeBufferPointer { read($0) }
    }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let length = byte < 0x80 ? 1 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
            let before = word.count
            switch byte {
            case 0x41...0x5A: word.append(byte | 0x20)
            case 0x61...0x7A, 0x30...0x39, 0x27, 0x2D:
                word.append(byte)
                isCapital = false
            case 0..<0x80: break
            default:
                word += Self.lettersLowered(bytes[index..<min(index + length, bytes.count)])
                isCapital = false
            }
            index += length
            if word.count == before {
                end()
                // What is written without a space, as `notes.md`, is one thing.
                if before == 0 || index == bytes.count || bytes[index] <= 0x20 { part(at: byte) }
            }
            if byte == 0x0A { line += 1 }
        }
        end()
    }

    private mutating func end() {
        if word.isEmpty { return }
        words.append(String(decoding: word, as: UTF8.self))
        lines.append(line)
        capitals.append(isCapital)
        breaks.append(pending)
        // A dash, as before an item of a list.
        pending = word == [0x2D] ? .sentence : .none
        word.removeAll(keepingCapacity: true)
        isCapital = true
    }

    private mutating func part(at byte: UInt8) {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ";"): pending = .sentence
        case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"),
            UInt8(ascii: "|"), UInt8(ascii: "#"):
            if pending == .none { pending = .clause }
        default: break
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
}

/// Phrases to look for, found by their first word.
struct Phrases: Sendable {
    struct Phrase: Sendable {
        let words: [String]
        /// False for an exception: a longer phrase in which a shorter one means something else.
        let counts: Bool
    }

    /// By the first word, the longest first.
    private var phrases: [String: [Phrase]] = [:]

    init(_ texts: [String], except exceptions: [String] = []) {
        for (text, counts) in texts.map({ ($0, true) }) + exceptions.map({ ($0, false) }) {
            let words = text.split(separator: " ").map(String.init)
            if let first = words.first { phrases[first, default: []].append(Phrase(words: words, counts: counts)) }
        }
        phrases = phrases.mapValues { $0.sorted { $0.words.count > $1.words.count } }
    }

    var firstWords: some Sequence<String> { phrases.keys }

    /// That these words begin with.
    func longest(in words: ArraySlice<String>) -> Phrase? {
        guard let first = words.first else { return nil }
        return phrases[first]?.first { words.starts(with: $0.words) }
    }
}

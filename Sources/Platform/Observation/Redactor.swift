/// Takes secrets out of texts that are about to be shown: our tokens, passwords in connection strings and URLs, and
/// credentials of requests. Errs on the side of masking. A net below the rule that nobody logs a secret, not a
/// substitute.
package enum Redactor {
    package static let mask = "***"

    /// Whether a field's name says that its value is a secret.
    package static func isSecret(field: String) -> Bool {
        let name = field.lowercased()
        return ["password", "secret", "token", "authorization", "cookie"].contains {
            name == $0 || name.hasSuffix("_" + $0)
        }
    }

    /// The text without its secrets.
    package static func clean(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if let secret = secret(in: bytes, at: index) {
                out += bytes[index..<secret.lowerBound]
                out += mask.utf8
                index = secret.upperBound
            } else {
                out.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The bytes to mask if what introduces a secret stands at `index`.
    private static func secret(in bytes: [UInt8], at index: Int) -> Range<Int>? {
        switch bytes[index] | 0x20 {
        case UInt8(ascii: "c"): token(in: bytes, at: index)
        case UInt8(ascii: "p"): assigned("password", in: bytes, at: index, until: isValueEnd)
        case UInt8(ascii: "a"): assigned("authorization", in: bytes, at: index, until: isLineEnd)
        case UInt8(ascii: "b"):
            credential("bearer", in: bytes, at: index) ?? credential("basic", in: bytes, at: index)
        case UInt8(ascii: ":"): userinfo(in: bytes, at: index)
        default: nil
        }
    }

    /// `cs_x_…`: the prefix stays, to say what was there.
    private static func token(in bytes: [UInt8], at index: Int) -> Range<Int>? {
        guard index + 5 < bytes.count, bytes[index...].starts(with: "cs_".utf8), isLetter(bytes[index + 3]),
            bytes[index + 4] == UInt8(ascii: "_")
        else { return nil }
        let end = skip(bytes, from: index + 5) { isLetter($0) || isDigit($0) }
        return end > index + 5 ? index + 5..<end : nil
    }

    /// `password=…`, `"password": "…"`, `Authorization: …`: the value behind `=` or `:`, in quotes or up to its end.
    private static func assigned(
        _ word: String, in bytes: [UInt8], at index: Int, until isEnd: (UInt8) -> Bool
    ) -> Range<Int>? {
        guard matches(word, in: bytes, at: index) else { return nil }
        let sign = skip(bytes, from: index + word.utf8.count) { isSpace($0) || isQuote($0) || $0 == UInt8(ascii: "\\") }
        guard sign < bytes.count, bytes[sign] == UInt8(ascii: "=") || bytes[sign] == UInt8(ascii: ":") else {
            return nil
        }
        let start = skip(bytes, from: sign + 1) { isSpace($0) || $0 == UInt8(ascii: "\\") }
        if start < bytes.count, isQuote(bytes[start]) {
            return quoted(in: bytes, from: start + 1, by: bytes[start])
        }
        let end = skip(bytes, from: start) { !isEnd($0) }
        return end > start ? start..<end : nil
    }

    /// Up to the closing quote. A backslash keeps the next character inside, unless the opening quote has one too: then
    /// this is quoted text within quoted text.
    private static func quoted(in bytes: [UInt8], from start: Int, by quote: UInt8) -> Range<Int>? {
        let backslash = UInt8(ascii: "\\")
        let isNested = bytes[start - 2] == backslash
        var end = start
        while end < bytes.count, bytes[end] != quote {
            if bytes[end] == backslash {
                if isNested { break }
                end += 1
            }
            end += 1
        }
        return end > start ? start..<min(end, bytes.count) : nil
    }

    /// `Bearer …`, `Basic …`, wherever they stand.
    private static func credential(_ scheme: String, in bytes: [UInt8], at index: Int) -> Range<Int>? {
        guard matches(scheme, in: bytes, at: index) else { return nil }
        let gap = index + scheme.utf8.count
        let start = skip(bytes, from: gap, while: isSpace)
        let end = skip(bytes, from: start) { !isValueEnd($0) }
        // English has bearers and basics; credentials are longer than its words.
        return start > gap && end - start >= 12 ? start..<end : nil
    }

    /// `://user:password@`: all before the last `@` of the authority.
    private static func userinfo(in bytes: [UInt8], at index: Int) -> Range<Int>? {
        guard bytes[index...].starts(with: "://".utf8) else { return nil }
        let start = index + 3
        let end = skip(bytes, from: start) { !isSpace($0) && !isQuote($0) && !"/?#".utf8.contains($0) }
        guard let at = bytes[start..<end].lastIndex(of: UInt8(ascii: "@")), at > start else { return nil }
        return start..<at
    }

    private static func skip(_ bytes: [UInt8], from start: Int, while matches: (UInt8) -> Bool) -> Int {
        bytes[min(start, bytes.count)...].firstIndex { !matches($0) } ?? bytes.count
    }

    private static func matches(_ word: String, in bytes: [UInt8], at index: Int) -> Bool {
        index + word.utf8.count <= bytes.count && zip(bytes[index...], word.utf8).allSatisfy { $0 | 0x20 == $1 }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 0x20) }
    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    private static func isSpace(_ byte: UInt8) -> Bool { byte <= 32 }
    private static func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }
    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 10 || byte == 13 }
    private static func isValueEnd(_ byte: UInt8) -> Bool {
        isSpace(byte) || isQuote(byte) || "&,;)".utf8.contains(byte)
    }
}

import Domain

/// What a plain scalar means: the core schema of YAML 1.2.2, section 10.3.2. `no`, `on`, `1_000`, `12:30` and dates are
/// strings.
enum YAMLCoreSchema {
    static func resolve(_ text: String) -> JSON {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default: return number(text) ?? .string(text)
        }
    }

    /// `.inf` and `.nan` give numbers that are not finite: the parser refuses them.
    private static func number(_ text: String) -> JSON? {
        // Nearly all text begins with a letter, and no number does.
        guard let first = text.utf8.first, (UInt8(ascii: "+")...UInt8(ascii: "9")).contains(first) else { return nil }
        let bytes = Array(text.utf8)
        if text.hasPrefix("0o") { return radix(bytes, 8) }
        if text.hasPrefix("0x") { return radix(bytes, 16) }
        let unsigned =
            bytes.first.map { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") } ?? false
            ? bytes.dropFirst() : bytes[...]
        switch String(decoding: unsigned, as: UTF8.self) {
        case ".inf", ".Inf", ".INF": return .number(bytes.first == UInt8(ascii: "-") ? -.infinity : .infinity)
        case ".nan", ".NaN", ".NAN": return unsigned.count == bytes.count ? .number(.nan) : nil
        default: break
        }
        var rest = unsigned
        let whole = takeDigits(&rest)
        if whole > 0 && rest.isEmpty, let value = Int64(text) { return .integer(value) }
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            let fraction = takeDigits(&rest)
            if whole == 0 && fraction == 0 { return nil }
        } else if whole == 0 {
            return nil
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
            if takeDigits(&rest) == 0 { return nil }
        }
        return rest.isEmpty ? Double(text).map(JSON.number) : nil
    }

    private static func takeDigits(_ rest: inout ArraySlice<UInt8>) -> Int {
        let digits = rest.prefix { UInt8(ascii: "0") <= $0 && $0 <= UInt8(ascii: "9") }.count
        rest = rest.dropFirst(digits)
        return digits
    }

    /// Octal and hexadecimal take no sign; what does not fit 64 bits stays text.
    private static func radix(_ bytes: [UInt8], _ radix: Int) -> JSON? {
        let digits = bytes.dropFirst(2)
        guard digits.first != UInt8(ascii: "-"), digits.first != UInt8(ascii: "+") else { return nil }
        return Int64(String(decoding: digits, as: UTF8.self), radix: radix).map(JSON.integer)
    }
}

/// Reads one JSON text by RFC 8259 and nothing more: UTF-8, no comments, no trailing commas, no two members
/// of one name, of which some programs take the first and others the last. By hand, because columns and requests are full of JSON, and a `Decoder` finds out by failed attempts
/// what each value is.
struct JSONReader {
    private static let depthLimit = 512

    private let bytes: [UInt8]
    private var at = 0
    private var depth = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    static func read(_ bytes: [UInt8]) throws -> JSON {
        var reader = JSONReader(bytes)
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { reader.at = 3 }
        let value = try reader.value()
        reader.skipBlanks()
        guard reader.next == nil else { throw reader.flaw("nothing may follow the value") }
        return value
    }

    private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { at += 1 }
    }

    private mutating func value() throws -> JSON {
        skipBlanks()
        switch next {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return try nested { reader throws in try reader.object() }
        case UInt8(ascii: "["): return try nested { reader throws in try reader.array() }
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case nil: throw flaw("a value is missing")
        default: return try number()
        }
    }

    private mutating func nested(_ read: (inout JSONReader) throws -> JSON) throws -> JSON {
        guard depth < Self.depthLimit else { throw flaw("more than \(Self.depthLimit) levels") }
        depth += 1
        defer { depth -= 1 }
        at += 1
        return try read(&self)
    }

    private mutating func object() throws -> JSON {
        var members: [String: JSON] = [:]
        guard try !ends(with: "}") else { return .object(members) }
        repeat {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw flaw("a member's name is missing") }
            let name = try string()
            guard members[name] == nil else { throw flaw("`\(HiddenText.render(name))` is given twice") }
            skipBlanks()
            guard take(":") else { throw flaw("`:` is missing") }
            members[name] = try value()
        } while try goesOn(until: "}")
        return .object(members)
    }

    private mutating func array() throws -> JSON {
        var items: [JSON] = []
        guard try !ends(with: "]") else { return .array(items) }
        repeat { items.append(try value()) } while try goesOn(until: "]")
        return .array(items)
    }

    private mutating func ends(with closing: Unicode.Scalar) throws -> Bool {
        skipBlanks()
        return take(closing)
    }

    private mutating func goesOn(until closing: Unicode.Scalar) throws -> Bool {
        skipBlanks()
        if take(",") { return true }
        guard take(closing) else { throw flaw("`,` or `\(closing)` is missing") }
        return false
    }

    private mutating func take(_ wanted: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: wanted) else { return false }
        at += 1
        return true
    }

    private mutating func word(_ text: StaticString, _ value: JSON) throws -> JSON {
        let end = at + text.utf8CodeUnitCount
        let isThere = text.withUTF8Buffer { end <= bytes.count && bytes[at..<end].elementsEqual($0) }
        guard isThere else { throw flaw("no value begins like this") }
        at = end
        return value
    }

    private mutating func number() throws -> JSON {
        let start = at
        _ = take("-")
        let leading = next
        guard digits() > 0, leading != UInt8(ascii: "0") || at - start <= (bytes[start] == UInt8(ascii: "-") ? 2 : 1)
        else { throw flaw("no value begins like this") }
        var isWhole = true
        if take(".") {
            isWhole = false
            guard digits() > 0 else { throw flaw("a digit is missing") }
        }
        if take("e") || take("E") {
            isWhole = false
            if !take("+") { _ = take("-") }
            guard digits() > 0 else { throw flaw("a digit is missing") }
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        if isWhole, let integer = Int64(text) { return .integer(integer) }
        guard let number = Double(text), number.isFinite else { throw flaw("this number is too large") }
        return Self.whole(text).map(JSON.integer) ?? .number(number)
    }

    /// `1.50e3` is an integer, too. By its digits, because a `Double` has too few of them.
    private static func whole(_ text: String) -> Int64? {
        let parts = text.split { $0 == "e" || $0 == "E" }
        let mantissa = parts[0].split(separator: ".")
        let fraction = mantissa.count > 1 ? mantissa[1] : ""
        var digits = String(mantissa[0]) + fraction
        if digits.allSatisfy({ $0 == "0" || $0 == "-" }) { return 0 }
        guard var zeros = Int(parts.count > 1 ? parts[1] : "0"), abs(zeros) < 400 else { return nil }
        zeros -= fraction.count
        while zeros < 0, digits.last == "0" {
            digits.removeLast()
            zeros += 1
        }
        return zeros < 0 ? nil : Int64(digits + String(repeating: "0", count: zeros))
    }

    /// How many there were.
    private mutating func digits() -> Int {
        let start = at
        while let byte = next, (0x30...0x39).contains(byte) { at += 1 }
        return at - start
    }

    private mutating func string() throws -> String {
        at += 1
        let start = at
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { at += 1 }
        var unescaped = bytes[start..<at]
        while !take("\"") {
            switch next {
            case nil: throw flaw("a string does not end")
            case UInt8(ascii: "\\"): unescaped += try escape()
            case .some(let byte) where byte < 0x20: throw flaw("a control character in a string must be escaped")
            case .some(let byte):
                unescaped.append(byte)
                at += 1
            }
        }
        guard let text = String(validating: unescaped, as: UTF8.self) else { throw flaw("a string is not UTF-8") }
        return text
    }

    private mutating func escape() throws -> [UInt8] {
        at += 1
        guard let letter = next else { throw flaw("a string does not end") }
        at += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [letter]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0c]
        case UInt8(ascii: "n"): return [0x0a]
        case UInt8(ascii: "r"): return [0x0d]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            var units = [try codeUnit()]
            if UTF16.isLeadSurrogate(units[0]), take("\\"), take("u") { units.append(try codeUnit()) }
            guard let text = String(validating: units, as: UTF16.self) else { throw flaw("half of a surrogate pair") }
            return Array(text.utf8)
        default: throw flaw("there is no such escape")
        }
    }

    private mutating func codeUnit() throws -> UInt16 {
        let end = at + 4
        guard end <= bytes.count, bytes[at..<end].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let unit = UInt16(String(decoding: bytes[at..<end], as: UTF8.self), radix: 16)
        else { throw flaw("`\\u` needs four hexadecimal digits") }
        at = end
        return unit
    }

    /// The place stands in the detail, too, for whoever knows the file.
    private func flaw(_ what: String) -> Failure {
        let before = bytes[..<min(at, bytes.count)]
        let line = before.count { $0 == 0x0a } + 1
        let column = before.count - (before.lastIndex(of: 0x0a).map { $0 + 1 } ?? 0) + 1
        return Failure(
            .badRequest, "not valid JSON: line \(line), byte \(column): \(what)",
            detail: ["line": .integer(Int64(line)), "byte": .integer(Int64(column)), "flaw": .string(what)])
    }
}

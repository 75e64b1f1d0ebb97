/// The members of a JSON object that are texts or truth values. Other values are passed over, so that answers can grow;
/// what is no JSON object is refused.
struct Answer {
    enum Value: Equatable {
        case text(String)
        case bool(Bool)
        case other

        var text: String? { if case .text(let text) = self { text } else { nil } }
    }

    private var members: [String: Value] = [:]
    private var rest: Substring.UnicodeScalarView

    subscript(_ name: String) -> Value? { members[name] }

    init(_ line: String) throws {
        rest = Substring(line).unicodeScalars
        try expect("{")
        if skipped(next: "}") { return }
        repeat {
            let name = try string()
            try expect(":")
            members[name] = try value()
        } while skipped(next: ",")
        try expect("}")
    }

    private mutating func value() throws -> Value {
        skipSpace()
        switch rest.first {
        case "\"": return .text(try string())
        case "{", "[":
            try skipNested()
            return .other
        default:
            let word = String(String.UnicodeScalarView(rest.prefix { !",}] \t".unicodeScalars.contains($0) }))
            guard !word.isEmpty else { throw Answer.unreadable }
            rest.removeFirst(word.unicodeScalars.count)
            return word == "true" ? .bool(true) : word == "false" ? .bool(false) : .other
        }
    }

    /// An object or list with all that is in it; only its texts can hide brackets.
    private mutating func skipNested() throws {
        var depth = 0
        repeat {
            switch rest.first {
            case "{", "[": depth += 1
            case "}", "]": depth -= 1
            case "\"":
                _ = try string()
                continue
            case nil: throw Answer.unreadable
            default: break
            }
            rest.removeFirst()
        } while depth > 0
    }

    private mutating func string() throws -> String {
        try expect("\"")
        var out = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\"": return String(out)
            case "\\": try out.append(escaped())
            default: out.append(scalar)
            }
        }
        throw Answer.unreadable
    }

    private mutating func escaped() throws -> Unicode.Scalar {
        switch rest.popFirst() {
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        case "b": return "\u{08}"
        case "f": return "\u{0C}"
        case "u":
            let high = try unit()
            guard (0xD800..<0xDC00).contains(high), rest.starts(with: "\\u".unicodeScalars) else {
                return Unicode.Scalar(high) ?? "\u{FFFD}"
            }
            rest.removeFirst(2)
            let low = try unit()
            return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low &- 0xDC00) & 0x3FF) ?? "\u{FFFD}"
        case .some(let scalar): return scalar
        case nil: throw Answer.unreadable
        }
    }

    private mutating func unit() throws -> UInt32 {
        let digits = String(String.UnicodeScalarView(rest.prefix(4)))
        guard digits.utf8.count == 4, let unit = UInt32(digits, radix: 16) else { throw Answer.unreadable }
        rest.removeFirst(4)
        return unit
    }

    private mutating func expect(_ scalar: Unicode.Scalar) throws {
        guard skipped(next: scalar) else { throw Answer.unreadable }
    }

    private mutating func skipped(next scalar: Unicode.Scalar) -> Bool {
        skipSpace()
        guard rest.first == scalar else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func skipSpace() {
        while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
    }

    private static let unreadable = Refusal("the runner's answer cannot be read")
}

extension JSON {
    /// Reads one JSON text. Throws `Failure(.badRequest)` that says where and what is wrong; 512 levels are the limit.
    package init(text: String) throws {
        try self.init(bytes: Array(text.utf8))
    }

    package init(bytes: [UInt8]) throws {
        self = try JSONReader.read(bytes)
    }

    /// What a decoding error means to the person who wrote the JSON: where and what.
    package static func reason(_ error: any Error, in bytes: [UInt8] = []) -> String {
        guard let error = error as? DecodingError else { return "\(error)" }
        if let offset = firstInvalidByte(bytes) { return "it is not UTF-8 from byte \(offset) on" }
        func place(_ context: DecodingError.Context) -> String {
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            return path.isEmpty ? "" : " at \(path)"
        }
        switch error {
        case .keyNotFound(let key, let context): return "\(key.stringValue) is missing\(place(context))"
        case .typeMismatch(let type, let context): return "expected \(type)\(place(context))"
        case .valueNotFound(let type, let context): return "expected \(type), found null\(place(context))"
        case .dataCorrupted(let context): return "\(context.debugDescription)\(place(context))"
        @unknown default: return "\(error)"
        }
    }

    /// The offset of what is not UTF-8, which the decoder does not tell from what is not JSON.
    private static func firstInvalidByte(_ bytes: [UInt8]) -> Int? {
        var parser = UTF8.ForwardParser()
        var rest = bytes.makeIterator()
        var offset = 0
        while true {
            switch parser.parseScalar(from: &rest) {
            case .valid(let scalar): offset += scalar.count
            case .error: return offset
            case .emptyInput: return nil
            }
        }
    }

    /// RFC 8785 canonical text: members sorted by UTF-16 code units, no white space, ECMAScript numbers. This is what
    /// digests are taken over, so it must never change.
    package var canonical: String {
        var out: [UInt8] = []
        write(to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    private func write(to out: inout [UInt8]) {
        switch self {
        case .null: out += "null".utf8
        case .bool(let value): out += (value ? "true" : "false").utf8
        // Beyond 2^53 RFC 8785 would round: the digits are kept, so that no two integers share a digest.
        case .integer(let value): out += String(value).utf8
        case .number(let value): out += JSON.ecmaScript(value).utf8
        case .string(let value): JSON.quote(value, to: &out)
        case .array(let items):
            out.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                item.write(to: &out)
            }
            out.append(UInt8(ascii: "]"))
        case .object(let members):
            out.append(UInt8(ascii: "{"))
            let sorted = members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
            for (index, member) in sorted.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                JSON.quote(member.key, to: &out)
                out.append(UInt8(ascii: ":"))
                member.value.write(to: &out)
            }
            out.append(UInt8(ascii: "}"))
        }
    }

    /// ECMA-262 Number::toString for finite doubles: Swift gives the same shortest digits, in another layout.
    static func ecmaScript(_ value: Double) -> String {
        if value == 0 { return "0" }
        let sign = value < 0 ? "-" : ""
        let text = "\(abs(value))"
        let parts = text.split(separator: "e")
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let whole = String(mantissa[0])
        let fraction = mantissa.count > 1 && mantissa[1] != "0" ? String(mantissa[1]) : ""
        var digits = whole + fraction
        var point = whole.count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
        let leading = digits.prefix { $0 == "0" }.count
        digits.removeFirst(leading)
        point -= leading
        while digits.hasSuffix("0") { digits.removeLast() }
        let count = digits.count
        if count <= point && point <= 21 {
            return sign + digits + String(repeating: "0", count: point - count)
        }
        if point > 0 && point <= 21 {
            return sign + digits.prefix(point) + "." + digits.dropFirst(point)
        }
        if point > -6 && point <= 0 {
            return sign + "0." + String(repeating: "0", count: -point) + digits
        }
        let exponent = point - 1
        let rest = count > 1 ? "." + digits.dropFirst() : ""
        return sign + digits.prefix(1) + rest + "e" + (exponent < 0 ? "-" : "+") + String(abs(exponent))
    }

    private static func quote(_ value: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\""): out += #"\""#.utf8
            case UInt8(ascii: "\\"): out += #"\\"#.utf8
            case 0x08: out += #"\b"#.utf8
            case 0x09: out += #"\t"#.utf8
            case 0x0A: out += #"\n"#.utf8
            case 0x0C: out += #"\f"#.utf8
            case 0x0D: out += #"\r"#.utf8
            case ..<0x20: out += "\\u00\(Hex.encode([byte]))".utf8
            default: out.append(byte)
            }
        }
        out.append(UInt8(ascii: "\""))
    }
}

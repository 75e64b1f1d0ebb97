/// PostgreSQL's text form of one-dimensional arrays without NULLs: `{a,"b, \"c\""}`.
enum ArrayText {
    /// Quotes every element: that is always right, where leaving quotes out is right only sometimes.
    static func write(_ elements: [String]) -> String {
        var out = [UInt8]("{".utf8)
        for (index, element) in elements.enumerated() {
            if index > 0 { out.append(comma) }
            out.append(quote)
            for byte in element.utf8 {
                if byte == quote || byte == backslash { out.append(backslash) }
                out.append(byte)
            }
            out.append(quote)
        }
        out.append(closing)
        return String(decoding: out, as: UTF8.self)
    }

    /// Nil for what `write` cannot say: NULL elements, more dimensions, bounds, or no array at all.
    static func read(_ text: String) -> [String]? {
        var rest = Array(text.utf8)[...]
        guard rest.popFirst() == opening, rest.popLast() == closing else { return nil }
        var elements: [String] = []
        while !rest.isEmpty {
            guard let element = readElement(&rest) else { return nil }
            elements.append(element)
            guard let separator = rest.popFirst() else { return elements }
            guard separator == comma, !rest.isEmpty else { return nil }
        }
        return elements
    }

    private static func readElement(_ rest: inout ArraySlice<UInt8>) -> String? {
        guard rest.first == quote else {
            let plain = rest.prefix { $0 != comma }
            guard !plain.isEmpty, !plain.elementsEqual("NULL".utf8), plain.first != opening else { return nil }
            rest = rest.dropFirst(plain.count)
            return String(decoding: plain, as: UTF8.self)
        }
        rest.removeFirst()
        var element: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == quote { return String(decoding: element, as: UTF8.self) }
            guard byte == backslash else {
                element.append(byte)
                continue
            }
            guard let escaped = rest.popFirst() else { return nil }
            element.append(escaped)
        }
        return nil
    }

    private static let opening = UInt8(ascii: "{")
    private static let closing = UInt8(ascii: "}")
    private static let comma = UInt8(ascii: ",")
    private static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")
}

/// RFC 6901: `/customers/0/name`; the empty text is the whole document.
package enum JSONPointer {
    package static func escape(_ token: String) -> String {
        if !token.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) { return token }
        var out = ""
        for scalar in token.unicodeScalars {
            switch scalar {
            case "~": out += "~0"
            case "/": out += "~1"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// Nil unless the text is empty or begins with `/`.
    package static func tokens(_ pointer: String) -> [String]? {
        if pointer.isEmpty { return [] }
        guard pointer.utf8.first == UInt8(ascii: "/") else { return nil }
        return pointer.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(unescape)
    }

    private static func unescape(_ token: Substring.UnicodeScalarView) -> String {
        if !token.contains("~") { return String(token) }
        var out = ""
        var escaped = false
        for scalar in token {
            switch (escaped, scalar) {
            case (true, "0"): out += "~"
            case (true, "1"): out += "/"
            case (false, "~"): break
            default: out.unicodeScalars.append(scalar)
            }
            escaped = !escaped && scalar == "~"
        }
        return out
    }

    /// What the pointer leads to.
    package static func value(_ pointer: String, in root: JSON) -> JSON? {
        guard let tokens = tokens(pointer) else { return nil }
        var value = root
        for token in tokens {
            switch value {
            case .object(let members):
                guard let member = members[token] else { return nil }
                value = member
            case .array(let items):
                guard let index = Int(token), items.indices.contains(index) else { return nil }
                value = items[index]
            case .null, .bool, .integer, .number, .string: return nil
            }
        }
        return value
    }
}

import Domain

/// A request's target, taken apart strictly. Only the origin form (`/path?query`) is accepted.
package struct RequestTarget: Hashable, Sendable {
    /// The path as sent, still percent-encoded.
    package let path: String
    /// The path's segments, each percent-decoded: `/a/b%2Fc` is `["a", "b/c"]`, `/` is `[""]`.
    package let segments: [String]
    /// The parameters in order, decoded (`+` is a space), repetitions kept.
    package let query: [HTTPField]

    /// Throws a `badRequest` for anything that two readers might understand differently: other forms, characters
    /// outside visible ASCII, malformed or NUL percent-encodings, `.` and `..`, backslashes, bytes that are not UTF-8.
    package init(_ raw: [UInt8]) throws(Failure) {
        guard raw.first == UInt8(ascii: "/") else {
            throw RequestTarget.refusal("the target must start with a slash")
        }
        guard raw.allSatisfy({ (0x21...0x7e).contains($0) && $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "\\") })
        else {
            throw RequestTarget.refusal("the target holds a character that must be percent-encoded")
        }
        let parts = raw.split(separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
        path = String(decoding: parts[0], as: UTF8.self)
        var segments = [String]()
        for segment in parts[0].dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            segments.append(try RequestTarget.segment(segment))
        }
        self.segments = segments
        query = parts.count == 2 ? try RequestTarget.parameters(parts[1]) : []
    }

    private static func segment(_ raw: ArraySlice<UInt8>) throws(Failure) -> String {
        let text = try decode(raw, plusIsSpace: false)
        guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f && $0 != UInt8(ascii: "\\") }) else {
            throw refusal("the path holds an encoded control character or backslash")
        }
        let steps = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard !steps.contains(where: { $0.elementsEqual(".".utf8) || $0.elementsEqual("..".utf8) }) else {
            throw refusal("the path holds . or .. as a segment")
        }
        return text
    }

    private static func parameters(_ raw: ArraySlice<UInt8>) throws(Failure) -> [HTTPField] {
        var fields = [HTTPField]()
        for pair in raw.split(separator: UInt8(ascii: "&")) {
            let sides = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let value = sides.count == 2 ? try decode(sides[1], plusIsSpace: true) : ""
            fields.append(HTTPField(try decode(sides[0], plusIsSpace: true), value))
        }
        return fields
    }

    private static func decode(_ raw: ArraySlice<UInt8>, plusIsSpace: Bool) throws(Failure) -> String {
        var bytes = [UInt8]()
        bytes.reserveCapacity(raw.count)
        var rest = raw
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "%"):
                guard rest.count >= 2, let decoded = Hex.decode(String(decoding: rest.prefix(2), as: UTF8.self)) else {
                    throw refusal("a % is not followed by two hex digits")
                }
                guard decoded != [0] else { throw refusal("%00 is not allowed") }
                bytes += decoded
                rest = rest.dropFirst(2)
            case UInt8(ascii: "+") where plusIsSpace:
                bytes.append(0x20)
            default:
                bytes.append(byte)
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw refusal("the target is not UTF-8") }
        return text
    }

    private static func refusal(_ what: String) -> Failure {
        Failure(.badRequest, "Malformed request target: \(what).")
    }
}

/// A URI reference in its five parts, and RFC 3986's way (section 5.2) to resolve one against a base.
struct SchemaURI {
    private var scheme: String?
    private var authority: String?
    private var path: String
    private var query: String?
    private(set) var fragment: String?

    init(_ text: String) {
        var rest = Substring(text)
        func cut(at separator: Character) -> String? {
            guard let index = rest.firstIndex(of: separator) else { return nil }
            defer { rest = rest[..<index] }
            return String(rest[rest.index(after: index)...])
        }
        fragment = cut(at: "#")
        query = cut(at: "?")
        if let colon = rest.firstIndex(of: ":"), !rest[..<colon].contains("/"), colon > rest.startIndex {
            scheme = String(rest[..<colon])
            rest = rest[rest.index(after: colon)...]
        }
        if rest.hasPrefix("//") {
            rest = rest.dropFirst(2)
            let end = rest.firstIndex(of: "/") ?? rest.endIndex
            authority = String(rest[..<end])
            rest = rest[end...]
        }
        path = String(rest)
    }

    func resolved(against base: SchemaURI) -> SchemaURI {
        var out = self
        if scheme != nil { return out }
        out.scheme = base.scheme
        if authority != nil { return out }
        out.authority = base.authority
        if path.isEmpty {
            out.path = base.path
            out.query = query ?? base.query
        } else {
            let merged = path.hasPrefix("/") ? path : base.folder + path
            out.path = Self.withoutDots(merged)
        }
        return out
    }

    private var folder: String {
        guard let slash = path.lastIndex(of: "/") else { return authority == nil ? "" : "/" }
        return String(path[...slash])
    }

    private static func withoutDots(_ path: String) -> String {
        var kept: [Substring] = []
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            let isLast = index == parts.count - 1
            switch part {
            case ".": if isLast { kept.append("") }
            case "..":
                if !kept.isEmpty && kept != [""] { kept.removeLast() }
                if isLast { kept.append("") }
            default: kept.append(part)
            }
        }
        return kept.joined(separator: "/")
    }

    /// Without the fragment: what identifies a schema resource.
    var document: String {
        (scheme.map { $0 + ":" } ?? "") + (authority.map { "//" + $0 } ?? "") + path + (query.map { "?" + $0 } ?? "")
    }

    /// The fragment with `%XX` decoded; empty if there is none.
    var decodedFragment: String {
        var out: [UInt8] = []
        var bytes = Array((fragment ?? "").utf8)[...]
        while let byte = bytes.popFirst() {
            if byte == UInt8(ascii: "%"), bytes.count >= 2,
                let value = UInt8(String(decoding: bytes.prefix(2), as: UTF8.self), radix: 16)
            {
                out.append(value)
                bytes = bytes.dropFirst(2)
            } else {
                out.append(byte)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}

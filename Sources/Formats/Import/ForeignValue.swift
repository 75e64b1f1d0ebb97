import Domain

/// A value of front matter by somebody else, as its author wrote it: the version 1.10 is not 1.1.
enum ForeignValue {
    case nothing
    case text(String)
    /// A number or a truth value to YAML, and what to call it in a sentence.
    case literal(String, kind: String)
    case list([ForeignValue], source: String)
    case mapping([ForeignFields.Field], source: String)

    /// - Parameter lines: of the front matter, the first of which is the second of its file.
    init(_ node: YAMLNode, in lines: [Substring]) {
        switch node.value {
        case .scalar(let scalar):
            switch scalar.value {
            case .null: self = .nothing
            case .string: self = .text(scalar.raw)
            case .bool, .integer, .number, .array, .object: self = .literal(scalar.raw, kind: node.kindText)
            }
        case .sequence(let items):
            self = .list(items.map { ForeignValue($0, in: lines) }, source: node.source(in: lines))
        case .mapping(let pairs):
            self = .mapping(
                pairs.map { pair in
                    ForeignFields.Field(
                        name: pair.name, value: ForeignValue(pair.value, in: lines), line: pair.key.line)
                }, source: node.source(in: lines))
        }
    }

    /// Nil where nothing is said.
    var text: String? {
        switch self {
        case .nothing: nil
        case .text(let text), .literal(let text, _), .list(_, let text), .mapping(_, let text):
            text.trimmed.isEmpty ? nil : text
        }
    }

    var isText: Bool { if case .text = self { text != nil } else { false } }

    /// What it is, for a sentence: `a list`, `the number 1.10`.
    var kindText: String {
        switch self {
        case .nothing: "nothing"
        case .text: "text"
        case .literal(_, let kind): kind
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }
}

extension YAMLNode {
    /// Nobody writes longer ones by hand, and thousands of lists on one line would each be looked for in it.
    private static let lineLimitBytes = 1_000

    /// A list or a mapping as it stands, if that is the rest of one line; otherwise in one line, which YAML reads as the
    /// same.
    fileprivate func source(in lines: [Substring]) -> String {
        let index = line - 2
        guard lines.indices.contains(index), lines[index].utf8.count <= Self.lineLimitBytes else { return inOneLine }
        let rest = String(String.UnicodeScalarView(lines[index].unicodeScalars.dropFirst(column - 1))).trimmed
        guard rest.hasPrefix("[") && rest.hasSuffix("]") || rest.hasPrefix("{") && rest.hasSuffix("}"),
            let same = try? YAML.parse(Array(rest.utf8), file: ""), same.inOneLine == inOneLine
        else { return inOneLine }
        return rest
    }

    private var inOneLine: String {
        switch value {
        case .scalar(let scalar):
            switch scalar.value {
            case .string: JSON.string(scalar.raw).canonical
            case .null, .bool, .integer, .number, .array, .object: scalar.raw.isEmpty ? "null" : scalar.raw
            }
        case .sequence(let items): "[" + items.map(\.inOneLine).joined(separator: ",") + "]"
        case .mapping(let pairs):
            "{" + pairs.map { "\(JSON.string($0.name).canonical):\($0.value.inOneLine)" }.joined(separator: ",") + "}"
        }
    }
}

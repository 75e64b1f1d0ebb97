import Domain

/// A value of a YAML document with the place where it stands, so that every complaint can point at it.
package struct YAMLNode: Sendable {
    package enum Value: Sendable {
        case scalar(YAMLScalar)
        case sequence([YAMLNode])
        case mapping([YAMLPair])
    }

    package let value: Value
    /// From 1.
    package let line: Int
    /// From 1, in characters (Unicode scalars).
    package let column: Int

    /// The plain value. Every node has one: what JSON cannot say (infinity, keys that are not scalars, two equal keys)
    /// was refused when the document was read.
    package var json: JSON {
        switch value {
        case .scalar(let scalar): scalar.value
        case .sequence(let items): .array(items.map(\.json))
        case .mapping(let pairs):
            .object(Dictionary(pairs.map { ($0.name, $0.value.json) }, uniquingKeysWith: { first, _ in first }))
        }
    }

    package var scalar: YAMLScalar? { if case .scalar(let scalar) = value { scalar } else { nil } }
    package var sequence: [YAMLNode]? { if case .sequence(let items) = value { items } else { nil } }
    package var mapping: [YAMLPair]? { if case .mapping(let pairs) = value { pairs } else { nil } }

    /// The value under a key of a mapping; nil for any other node.
    package subscript(_ name: String) -> YAMLNode? {
        guard case .mapping(let pairs) = value else { return nil }
        return pairs.firstIndex { $0.name == name }.map { pairs[$0].value }
    }

    /// What the node is, for a sentence: `a list`, `the text "no"`.
    package var kindText: String {
        switch value {
        case .scalar(let scalar):
            switch scalar.value {
            case .null: "nothing"
            case .bool: "the truth value \(scalar.raw)"
            case .integer, .number: "the number \(scalar.raw)"
            case .string, .array, .object: "the text \"\(scalar.raw.prefix(40))\""
            }
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}

package struct YAMLScalar: Sendable {
    /// The text as the document gives it, quotes and escapes undone.
    package let raw: String
    /// Quoted or a block (`|`, `>`): always a string.
    package let quoted: Bool
    /// What the text means by the YAML 1.2 core schema.
    package let value: JSON
}

package struct YAMLPair: Sendable {
    /// Always a scalar.
    package let key: YAMLNode
    package let value: YAMLNode
    /// The text of the key.
    package let name: String
}

/// A place of a schema that no value can satisfy.
package struct SchemaConflict: Hashable, Sendable {
    /// A JSON pointer to it: `/properties/count/maximum`.
    package let pointer: String
    /// `minimum 5 is above maximum 2`
    package let message: String

    /// In a schema and all that are inside it, but for those that say what must not be, or only ask.
    package static func all(in schema: JSON, at pointer: String = "") -> [SchemaConflict] {
        all(in: schema, at: "", of: schema).map { SchemaConflict(pointer: pointer + $0.pointer, message: $0.message) }
    }

    private static func all(in schema: JSON, at pointer: String, of root: JSON) -> [SchemaConflict] {
        let own =
            bounds(schema) + choice(schema) + closedDoor(schema) + refused(schema)
            + circle(schema, at: pointer, in: root)
        let inner = (schema.object ?? [:]).sorted { $0.key < $1.key }.flatMap { word, value -> [SchemaConflict] in
            if ["not", "if"].contains(word) { return [] }
            let children = SchemaShape.keywords[word]?.children(value, at: "\(pointer)/\(word)") ?? []
            return children.flatMap { all(in: $0.schema, at: $0.pointer, of: root) }
        }
        return own.map { SchemaConflict(pointer: "\(pointer)/\($0.word)", message: $0.message) } + inner
    }

    private typealias Found = (word: String, message: String)

    // MARK: Kinds

    /// - Parameter isExclusive: so that equal bounds leave nothing, either.
    private static let bounds: [(least: String, most: String, isExclusive: Bool)] = [
        ("minimum", "maximum", false), ("exclusiveMinimum", "maximum", true), ("minimum", "exclusiveMaximum", true),
        ("exclusiveMinimum", "exclusiveMaximum", true), ("minLength", "maxLength", false),
        ("minItems", "maxItems", false), ("minContains", "maxContains", false),
        ("minProperties", "maxProperties", false),
    ]

    private static func bounds(_ schema: JSON) -> [Found] {
        bounds.compactMap { least, most, isExclusive in
            guard let low = schema[least], let high = schema[most], let from = low.double, let to = high.double,
                from > to || (isExclusive && from == to)
            else { return nil }
            let relation = from > to ? "is above" : "leaves nothing below"
            return (most, "\(least) \(low.canonical) \(relation) \(most) \(high.canonical)")
        }
    }

    private static func choice(_ schema: JSON) -> [Found] {
        if schema["enum"]?.array?.isEmpty == true { return [("enum", "enum lists nothing to choose from")] }
        if let only = schema["const"]?.canonical, let listed = schema["enum"]?.array,
            !listed.contains(where: { Array($0.canonical.utf8) == Array(only.utf8) })
        {
            return [("const", "const \(only) is not in the enum")]
        }
        guard let values = schema.namedValues, !values.contains(where: { schema.allows(anyOf: $0.typeNames) }) else {
            return []
        }
        let word = schema["const"] == nil ? "enum" : "const"
        let types = schema.namedTypes.joined(separator: " or ")
        return [(word, "\(word) names no value of type \(types), as type asks for")]
    }

    private static func closedDoor(_ schema: JSON) -> [Found] {
        guard schema["additionalProperties"] == false, schema["patternProperties"] == nil else { return [] }
        let known = schema["properties"]?.object ?? [:]
        let needed = (schema["required"]?.array ?? []).compactMap(\.string)
        return needed.filter { known[$0] == nil }.map { name in
            (
                "required",
                "\(name) is required, and additionalProperties: false refuses it: it is not among the properties"
            )
        }
    }

    private static func refused(_ schema: JSON) -> [Found] {
        (schema["required"]?.array ?? []).compactMap(\.string).filter { schema["properties"]?[$0] == false }.map {
            ("required", "\($0) is required, and properties refuses it: its schema is false")
        }
    }

    /// A reference that leads to itself with nothing between judges nothing.
    private static func circle(_ schema: JSON, at pointer: String, in root: JSON) -> [Found] {
        var seen: Set<String> = []
        var next = schema["$ref"]?.string
        while let reference = next, let target = target(of: reference, in: root), seen.insert(target).inserted {
            if target == pointer {
                return [("$ref", "\(reference) leads back to itself, and nothing is said on the way")]
            }
            next = JSONPointer.value(target, in: root)?["$ref"]?.string
        }
        return []
    }

    private static func target(of reference: String, in root: JSON) -> String? {
        guard reference.hasPrefix("#"), let tokens = JSONPointer.tokens(String(reference.dropFirst())) else {
            return nil
        }
        return tokens.map { "/" + JSONPointer.escape($0) }.joined()
    }
}

import Domain
import Formats

/// What can be known of a value from its schema before there is a value: through `$ref` into the same schema, `allOf`,
/// `anyOf`, `oneOf`, `enum` and `const`.
struct InputSchema {
    private static let depthLimit = 16

    private let schema: JSON
    private let references: SchemaReferences
    /// Of the schema: a JSON pointer from the root.
    private let location: String
    private let depth: Int

    /// An input of this name; without a schema if none declares it.
    init(_ name: String, in inputs: JSON) {
        self.init(at: "/properties/" + JSONPointer.escape(name), SchemaReferences(inputs), depth: 0)
    }

    private init(at location: String, _ references: SchemaReferences, depth: Int) {
        schema = JSONPointer.value(location, in: references.root) ?? [:]
        self.references = references
        self.location = location
        self.depth = depth
    }

    /// The types that it allows; empty: nothing is known.
    var types: [String] { allowedTypes ?? [] }

    /// All that it allows, if it lists them.
    var choices: [JSON]? {
        if let value = schema["const"] { return [value] }
        return schema["enum"]?.array ?? together.lazy.compactMap(\.choices).first
    }

    /// A keyword that only tells something, as `description`: its own, or that of what it refers to.
    func note(_ keyword: String) -> JSON? { schema[keyword] ?? together.lazy.compactMap { $0.note(keyword) }.first }

    /// Of a list.
    var items: InputSchema? { known("items") }

    /// `one of 1, 2`, `integer or null`, `any`.
    var said: String {
        if let choices {
            let list = choices.map { HiddenText.render($0.string ?? $0.canonical) }.joined(separator: ", ")
            return choices.count == 1 ? "always \(list)" : "one of \(list)"
        }
        return types.isEmpty ? "any" : types.joined(separator: " or ")
    }

    private func known(_ keyword: String) -> InputSchema? {
        schema[keyword].map { _ in child(location + "/" + keyword) }
            ?? (together + either.flatMap { $0 }).lazy.compactMap { $0.known(keyword) }.first
    }

    private func child(_ location: String) -> InputSchema { InputSchema(at: location, references, depth: depth + 1) }

    private func children(_ keyword: String) -> [InputSchema]? {
        schema[keyword]?.array?.indices.map { child("\(location)/\(keyword)/\($0)") }
    }

    /// What judges the value together with this one.
    private var together: [InputSchema] {
        guard depth < Self.depthLimit else { return [] }
        let referred = (schema["$ref"]?.string).flatMap { references.target(of: $0, at: location) }.map(child)
        return (referred.map { [$0] } ?? []) + (children("allOf") ?? [])
    }

    /// Lists of schemas of which one judges the value.
    private var either: [[InputSchema]] {
        guard depth < Self.depthLimit else { return [] }
        return ["anyOf", "oneOf"].compactMap(children)
    }

    /// Nil: any.
    private var allowedTypes: [String]? {
        let own = schema["type"].map { type in type.string.map { [$0] } ?? (type.array ?? []).compactMap(\.string) }
        let listed = choices.map { $0.map(Self.type) }
        let alternatives: [[String]?] = either.map { schemas in
            let types = schemas.map(\.allowedTypes)
            return types.contains(nil) ? nil : types.compactMap { $0 }.flatMap { $0 }
        }
        let all = [own, listed] + together.map(\.allowedTypes) + alternatives
        return all.compactMap { $0 }.reduce(nil) { known, more in
            known.map { Self.common($0, more) } ?? Self.common(more, more)
        }
    }

    /// Each once. Every integer is a number.
    private static func common(_ some: [String], _ others: [String]) -> [String] {
        var found: [String] = []
        for type in some + others where !found.contains(type) {
            let isInBoth = [some, others].allSatisfy { list in
                list.contains(type) || (type == "integer" && list.contains("number"))
            }
            if isInBoth { found.append(type) }
        }
        return found
    }

    private static func type(_ value: JSON) -> String {
        switch value {
        case .null: "null"
        case .bool: "boolean"
        case .integer: "integer"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}

/// What each keyword's value must look like: the meta-schema of JSON Schema 2020-12, as a table.
package enum SchemaShape: Sendable {
    case any, text, flag, number, positiveNumber, count
    case schema, schemas, schemaMap, dependencyMap
    case type, list, texts, textsMap
    case identifier, anchor, vocabulary

    package static let keywords: [String: SchemaShape] = [
        // Core
        "$schema": .text, "$id": .identifier, "$ref": .text, "$anchor": .anchor, "$dynamicRef": .text,
        "$dynamicAnchor": .anchor, "$vocabulary": .vocabulary, "$comment": .text, "$defs": .schemaMap,
        // Applicators
        "prefixItems": .schemas, "items": .schema, "contains": .schema, "additionalProperties": .schema,
        "properties": .schemaMap, "patternProperties": .schemaMap, "dependentSchemas": .schemaMap,
        "propertyNames": .schema, "if": .schema, "then": .schema, "else": .schema, "allOf": .schemas,
        "anyOf": .schemas, "oneOf": .schemas, "not": .schema,
        // Unevaluated
        "unevaluatedItems": .schema, "unevaluatedProperties": .schema,
        // Validation
        "type": .type, "const": .any, "enum": .list, "multipleOf": .positiveNumber, "maximum": .number,
        "exclusiveMaximum": .number, "minimum": .number, "exclusiveMinimum": .number, "maxLength": .count,
        "minLength": .count, "pattern": .text, "maxItems": .count, "minItems": .count, "uniqueItems": .flag,
        "maxContains": .count, "minContains": .count, "maxProperties": .count, "minProperties": .count,
        "required": .texts, "dependentRequired": .textsMap,
        // Annotations
        "title": .text, "description": .text, "default": .any, "deprecated": .flag, "readOnly": .flag,
        "writeOnly": .flag, "examples": .list, "format": .text, "contentEncoding": .text,
        "contentMediaType": .text, "contentSchema": .schema,
        // Kept by the meta-schema for older schemas
        "definitions": .schemaMap, "dependencies": .dependencyMap,
    ]

    /// The values of `format` that the draft names. They are annotations: nothing is checked by them.
    package static let formats = [
        "date-time", "date", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6",
        "uri",
        "uri-reference", "iri", "iri-reference", "uuid", "uri-template", "json-pointer", "relative-json-pointer",
        "regex",
    ]

    /// A schema inside another, where it is, relative to it.
    package typealias Child = (pointer: String, schema: JSON)

    /// The schemas directly inside the value of a keyword of this shape.
    package func children(_ value: JSON, at path: String) -> [Child] {
        switch self {
        case .schema: return [(path, value)]
        case .schemas:
            return (value.array ?? []).enumerated().map { (path + "/\($0.offset)", $0.element) }
        case .schemaMap, .dependencyMap:
            let members = (value.object ?? [:]).sorted { $0.key < $1.key }.filter { $0.value.array == nil }
            return members.map { (path + "/" + JSONPointer.escape($0.key), $0.value) }
        case .any, .text, .flag, .number, .positiveNumber, .count, .type, .list, .texts, .textsMap, .identifier,
            .anchor, .vocabulary:
            return []
        }
    }
}

/// Read as a schema.
extension JSON {
    /// The types that it names; none where it leaves them open.
    package var namedTypes: [String] {
        self["type"]?.string.map { [$0] } ?? (self["type"]?.array ?? []).compactMap(\.string)
    }

    /// The values that `const` and `enum` name; nil where neither does.
    package var namedValues: [JSON]? { self["const"].map { [$0] } ?? self["enum"]?.array }

    package func allows(anyOf types: [String]) -> Bool {
        namedTypes.isEmpty || namedTypes.contains(where: types.contains)
    }
}

extension JSON {
    /// What JSON Schema calls a value of this kind.
    package var typeNames: [String] {
        switch self {
        case .null: ["null"]
        case .bool: ["boolean"]
        case .integer: ["integer", "number"]
        case .number(let number): number == number.rounded() ? ["integer", "number"] : ["number"]
        case .string: ["string"]
        case .array: ["array"]
        case .object: ["object"]
        }
    }
}

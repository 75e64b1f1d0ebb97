import Domain

/// One compiled subschema. Others refer to it by its index in `SchemaProgram.nodes`, because schemas may be circular.
struct SchemaNode: Sendable {
    typealias Index = Int

    /// Keywords in the order in which they must be evaluated: `unevaluated…` last.
    enum Keyword: Sendable {
        /// The schema `false`.
        case never
        case validation(ValidationKeyword)
        case core(CoreKeyword)
        case applicator(ApplicatorKeyword)
        case unevaluatedItems(Index)
        case unevaluatedProperties(Index)
    }

    /// The schema resource it belongs to, as a number.
    var resource: Int
    var keywords: [Keyword]
}

/// The core vocabulary, as far as it judges values.
enum CoreKeyword: Sendable {
    case reference(SchemaNode.Index)
    case dynamicReference(SchemaNode.Index, anchor: String)
    /// A reference to the meta-schema: the value must be a schema.
    case metaschema
}

/// The applicator vocabulary, and the keywords of the validation vocabulary that go with names of members.
enum ApplicatorKeyword: Sendable {
    typealias Index = SchemaNode.Index

    case allOf([Index]), anyOf([Index]), oneOf([Index]), not(Index)
    case conditional(condition: Index, then: Index?, otherwise: Index?)
    case properties(Properties)
    case propertyNames(Index)
    case required([String])
    case dependentRequired([String: [String]])
    case dependentSchemas([String: Index])
    case items(prefix: [Index], rest: Index?)
    case contains(Index, min: Double, max: Double?)

    /// `properties`, `patternProperties` and `additionalProperties` judge together.
    struct Properties: Sendable {
        var named: [String: Index] = [:]
        var matching: [(pattern: Pattern, schema: Index)] = []
        var additional: Index?
    }
}

/// A whole compiled schema; node 0 is its root.
struct SchemaProgram: Sendable {
    var nodes: [SchemaNode] = []
    /// By resource number, then by name.
    var dynamicAnchors: [[String: SchemaNode.Index]] = []
}

import Domain

/// Where everything in a schema document is: its resources (`$id`), anchors, and the base URI of each subschema.
/// A location is a JSON pointer from the document's root.
struct SchemaIndex {
    static let dialect = "https://json-schema.org/draft/2020-12/schema"
    /// Schemas inside schemas.
    static let depthLimit = 100

    /// What a reference leads to.
    enum Target {
        case location(String)
        /// The same, but the outermost resource in the dynamic scope with this anchor takes precedence.
        case dynamic(String, anchor: String)
        case metaschema
    }

    let root: JSON
    private(set) var problems: [SchemaProblem] = []
    /// By resource, then by name: the location.
    private(set) var dynamicAnchors: [String: [String: String]] = [:]
    private var bases: [String: String] = [:]
    private var resources: [String: String] = [:]
    private var anchors: [String: [String: String]] = [:]

    init(_ root: JSON) {
        self.root = root
        if root["$id"] == nil { resources[""] = "" }
        visit(root, at: "", base: "", depth: 0)
    }

    /// The resource that a location belongs to: that of the nearest schema around it.
    func base(of location: String) -> String {
        var location = location[...]
        while !location.isEmpty {
            if let base = bases[String(location)] { return base }
            location = location[..<(location.lastIndex(of: "/") ?? location.startIndex)]
        }
        return bases[""] ?? ""
    }

    private mutating func visit(_ schema: JSON, at location: String, base: String, depth: Int) {
        if depth > Self.depthLimit {
            return report("schemas are nested more than \(Self.depthLimit) deep", at: location, keyword: "$defs")
        }
        let (found, children) = SchemaShape.inspect(schema, at: location)
        problems += found
        var base = base
        if let id = schema["$id"]?.string {
            base = SchemaURI(id).resolved(against: SchemaURI(base)).document
            if resources.updateValue(location, forKey: base) != nil {
                report("`\(base)` is the name of another schema, too", at: location + "/$id", keyword: "$id")
            }
        }
        bases[location] = base
        if let written = schema["$schema"]?.string, SchemaURI(written).document != Self.dialect {
            report("only schemas of `\(Self.dialect)` are understood", at: location + "/$schema", keyword: "$schema")
        }
        for keyword in ["$anchor", "$dynamicAnchor"] {
            guard let name = schema[keyword]?.string else { continue }
            if anchors[base, default: [:]].updateValue(location, forKey: name) != nil {
                report("`\(name)` is the name of another schema, too", at: location + "/" + keyword, keyword: keyword)
            }
            if keyword == "$dynamicAnchor" { dynamicAnchors[base, default: [:]][name] = location }
        }
        for child in children { visit(child.schema, at: child.pointer, base: base, depth: depth + 1) }
    }

    private mutating func report(_ message: String, at location: String, keyword: String) {
        problems.append(SchemaProblem(instancePath: location, keyword: keyword, message: message))
    }

    /// Follows a `$ref` or `$dynamicRef` written in a schema of that base. A pointer may lead to a place that no keyword
    /// makes a schema; it is one from then on.
    mutating func target(of reference: String, base: String) throws(SchemaProblem) -> Target {
        let uri = SchemaURI(reference).resolved(against: SchemaURI(base))
        let fragment = uri.decodedFragment
        guard let resource = resources[uri.document] else {
            if uri.document == Self.dialect && fragment.isEmpty { return .metaschema }
            throw unresolved(
                "`\(reference)` is not in this schema, and remote schemas are not fetched: copy it to `$defs`")
        }
        if fragment.isEmpty { return .location(resource) }
        if let tokens = JSONPointer.tokens(fragment) {
            let location = tokens.reduce(resource) { $0 + "/" + JSONPointer.escape($1) }
            guard let schema = JSONPointer.value(location, in: root) else {
                throw unresolved("`\(reference)` leads nowhere")
            }
            if bases[location] == nil { visit(schema, at: location, base: self.base(of: location), depth: 0) }
            return .location(location)
        }
        guard let location = anchors[uri.document]?[fragment] else {
            throw unresolved("no schema has the anchor `\(fragment)`")
        }
        let isDynamic = dynamicAnchors[uri.document]?[fragment] != nil
        return isDynamic ? .dynamic(location, anchor: fragment) : .location(location)
    }

    private func unresolved(_ message: String) -> SchemaProblem {
        SchemaProblem(instancePath: "", keyword: "$ref", message: message)
    }
}

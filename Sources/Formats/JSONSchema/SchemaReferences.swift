import Domain

/// Where the references of a schema lead: by `$id`, `$anchor` or pointer, as when it judges a value.
package struct SchemaReferences: Sendable {
    package let root: JSON
    private let index: SchemaIndex

    package init(_ root: JSON) {
        self.root = root
        index = SchemaIndex(root)
    }

    /// The location of what a `$ref` in the schema at `location` leads to; nil for nothing, or what is elsewhere.
    package func target(of reference: String, at location: String) -> String? {
        var index = index
        switch try? index.target(of: reference, base: index.base(of: location)) {
        case .location(let target), .dynamic(let target, _): return target
        case .metaschema, nil: return nil
        }
    }
}

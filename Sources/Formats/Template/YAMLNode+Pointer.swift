import Domain

extension YAMLNode {
    /// The value that a JSON pointer leads to, or the nearest one around it if there is no such value: a complaint
    /// about something that is missing belongs there.
    package func nearest(to pointer: String) -> YAMLNode {
        var node = self
        for token in JSONPointer.tokens(pointer) ?? [] {
            let items = node.sequence ?? []
            let index = Int(token).flatMap { items.indices.contains($0) ? $0 : nil }
            guard let next = node[token] ?? index.map({ items[$0] }) else { break }
            node = next
        }
        return node
    }

    /// The key of a mapping that a JSON pointer leads to; without one, the nearest value.
    func key(at pointer: String) -> YAMLNode {
        let end = pointer.lastIndex(of: "/") ?? pointer.startIndex
        let name = JSONPointer.tokens(String(pointer[end...]))?.last
        let pairs = nearest(to: String(pointer[..<end])).mapping ?? []
        return pairs.first { $0.name == name }?.key ?? nearest(to: pointer)
    }
}

import Domain

extension YAMLNode {
    /// Every key and list item down to the third level, by file and JSON pointer, so that a brief and lint can name the
    /// place of each sentence: `task.yaml#/success_criteria/0/text`. Deeper there are only schemas.
    func places(in file: String) -> [String: TextPlace] {
        var out: [String: TextPlace] = [:]
        collect("\(file)#", depth: 3, &out)
        return out
    }

    private func collect(_ pointer: String, depth: Int, _ out: inout [String: TextPlace]) {
        if depth == 0 { return }
        for pair in mapping ?? [] {
            let inner = "\(pointer)/\(JSONPointer.escape(pair.name))"
            out[inner] = TextPlace(line: pair.key.line, column: pair.key.column)
            pair.value.collect(inner, depth: depth - 1, &out)
        }
        for (index, item) in (sequence ?? []).enumerated() {
            let inner = "\(pointer)/\(index)"
            out[inner] = TextPlace(line: item.line, column: item.column)
            item.collect(inner, depth: depth - 1, &out)
        }
    }
}

/// A text with `{argument}` places, such as `{repository}:{branch}`.
package struct TextTemplate: Hashable, Sendable, CustomStringConvertible {
    private enum Piece: Hashable { case text(String), argument(String) }

    package let description: String
    private let pieces: [Piece]

    /// Nil when a brace is left open, closed twice or holds nothing.
    package init?(_ text: String) {
        var pieces = [Piece]()
        var rest = text[...]
        while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}") else { return nil }
            let name = rest[rest.index(after: open)..<close]
            guard !name.isEmpty, !name.contains("{") else { return nil }
            if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
            pieces.append(.argument(String(name)))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
        self.pieces = pieces
        description = text
    }

    package var argumentNames: [String] {
        pieces.compactMap { if case .argument(let name) = $0 { name } else { nil } }
    }

    /// The text with the arguments' values: texts as they are, everything else as JSON. Nil when an argument is absent.
    package func filled(_ arguments: JSON) -> String? {
        var out = ""
        for piece in pieces {
            switch piece {
            case .text(let text): out += text
            case .argument(let name):
                guard let value = arguments[name] else { return nil }
                out += value.string ?? value.canonical
            }
        }
        return out
    }
}

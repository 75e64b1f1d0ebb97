import Domain

/// Chunks in a sentence and in its detail.
enum Places {
    private static let namedLimit = 5

    /// `a.md lines 1–9, b.md lines 3–4 and 7 more`.
    static func sentence(_ chunks: [Chunk]) -> String {
        let named = chunks.prefix(namedLimit).map(\.place).joined(separator: ", ")
        return chunks.count > namedLimit ? "\(named) and \(chunks.count - namedLimit) more" : named
    }

    static func detail(_ chunks: [Chunk]) -> JSON {
        .array(
            chunks.map {
                [
                    "chunk": .integer(Int64($0.index)), "path": .string($0.path),
                    "start_line": .integer(Int64($0.startLine)), "end_line": .integer(Int64($0.endLine)),
                ]
            })
    }

    /// `1 part`, `2 parts`.
    static func parts(_ count: Int) -> String { count == 1 ? "1 part" : "\(count) parts" }
}

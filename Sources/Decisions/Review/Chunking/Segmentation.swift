import Domain

/// A run of pieces that belongs together: a paragraph, a hunk, a row.
struct Block {
    let pieces: Range<Int>
    let kind: ChunkKind
    let chunkClass: ChunkClass
    /// A chunk must not reach across its beginning (a heading, another file in a diff).
    let breaksBefore: Bool
}

/// A text as blocks that cover all its pieces in order, and what each piece takes to read.
struct Segmentation {
    let blocks: [Block]
    let units: [ReadingUnits]

    /// Every piece a block of its own.
    static func lines(
        of text: SourceText, kind: ChunkKind, chunkClass: ChunkClass, units: (TextMeasure) -> ReadingUnits
    ) -> Segmentation {
        Segmentation(
            blocks: text.pieces.indices.map {
                Block(pieces: $0..<$0 + 1, kind: kind, chunkClass: chunkClass, breaksBefore: false)
            },
            units: text.pieces.map { units($0.measure) })
    }
}

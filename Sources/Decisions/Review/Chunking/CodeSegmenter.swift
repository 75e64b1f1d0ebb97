import Domain

/// Source code as symbols: a line that starts at the margin after a blank one begins something new.
enum CodeSegmenter {
    static func segment(_ text: SourceText, base: ChunkClass) -> Segmentation {
        var starts = [0]
        for index in text.pieces.indices.dropFirst() {
            let piece = text.pieces[index]
            if text.pieces[index - 1].isBlank && piece.startsLine && !piece.isBlank && isAtMargin(text, piece) {
                starts.append(index)
            }
        }
        let ends = starts.dropFirst() + [text.pieces.count]
        return Segmentation(
            blocks: zip(starts, ends).map {
                Block(pieces: $0..<$1, kind: .code, chunkClass: base, breaksBefore: false)
            },
            units: text.pieces.map { ReadingUnits(addedLines: $0.measure.effectiveLines) })
    }

    private static func isAtMargin(_ text: SourceText, _ piece: SourceText.Piece) -> Bool {
        let first = text.bytes[piece.bytes.lowerBound]
        return first != 0x20 && first != 0x09
    }
}

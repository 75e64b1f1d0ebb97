import Domain

/// A text file as lines; lines too long to be read as one are cut into several pieces.
struct SourceText {
    struct Piece {
        let bytes: Range<Int>
        /// From 1.
        let line: Int
        let startsLine: Bool
        let measure: TextMeasure
        let isBlank: Bool
    }

    /// Bytes of a piece. Small enough that the densest text (a word, a cell or a column of two bytes each) stays within
    /// every limit of a chunk.
    static let pieceLimitBytes = 700

    let bytes: [UInt8]
    let pieces: [Piece]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var pieces = [Piece]()
        var (start, line) = (0, 1)
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
            var pieceStart = start
            while pieceStart < end {
                let pieceEnd = Self.pieceEnd(bytes, from: pieceStart, lineEnd: end)
                let text = String(decoding: bytes[pieceStart..<pieceEnd], as: UTF8.self)
                pieces.append(
                    Piece(
                        bytes: pieceStart..<pieceEnd, line: line, startsLine: pieceStart == start,
                        measure: TextMeasure(text), isBlank: text.allSatisfy(\.isWhitespace)))
                pieceStart = pieceEnd
            }
            (start, line) = (end, line + 1)
        }
        self.pieces = pieces
    }

    func text(_ piece: Int) -> String { String(decoding: bytes[pieces[piece].bytes], as: UTF8.self) }

    func byteRange(_ range: Range<Int>) -> Range<Int> {
        pieces[range.lowerBound].bytes.lowerBound..<pieces[range.upperBound - 1].bytes.upperBound
    }

    /// Whether some `AnchorCheck.linesLimit` lines of these pieces hold enough for a quotation.
    func isQuotable(_ range: Range<Int>) -> Bool {
        var (first, visible, solid) = (range.lowerBound, 0, 0)
        for index in range {
            visible += pieces[index].measure.visibleCharacters
            solid += pieces[index].measure.lettersAndDigits
            while pieces[index].line - pieces[first].line >= AnchorCheck.linesLimit {
                visible -= pieces[first].measure.visibleCharacters
                solid -= pieces[first].measure.lettersAndDigits
                first += 1
            }
            if visible >= AnchorCheck.visibleFloor && solid >= AnchorCheck.solidFloor { return true }
        }
        return false
    }

    /// The end of the line, or a place to cut it: after white space if there is some in the last quarter, never inside
    /// a UTF-8 sequence.
    private static func pieceEnd(_ bytes: [UInt8], from start: Int, lineEnd: Int) -> Int {
        let limit = start + pieceLimitBytes
        guard lineEnd > limit else { return lineEnd }
        let soft = start + pieceLimitBytes * 3 / 4
        if let space = bytes[soft..<limit].lastIndex(where: { $0 == 0x20 || $0 == 0x09 }) { return space + 1 }
        var end = limit
        while end > soft && bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return end > soft ? end : limit
    }
}

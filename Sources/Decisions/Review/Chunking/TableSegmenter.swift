import Domain

/// How the cells of a data file are told apart.
enum TableSyntax: Hashable {
    /// Commas, or semicolons if the first line has more of them.
    case separated
    case tabs
    case json
}

/// A data file as records: a quoted cell may hold line breaks, and its record is not cut there.
enum TableSegmenter {
    /// Words that a cell holds before it is read as prose.
    private static let wordsPerCell = 4

    static func segment(_ text: SourceText, _ syntax: TableSyntax, base: ChunkClass) -> Segmentation {
        var scanner = CellScanner(syntax: syntax, separator: separator(text, syntax))
        var blocks = [Block]()
        var units = [ReadingUnits]()
        var start = 0
        for (index, piece) in text.pieces.enumerated() {
            let cells = scanner.cells(in: text.bytes[piece.bytes], startsLine: piece.startsLine)
            units.append(Self.units(cells: piece.isBlank ? 0 : cells, piece.measure))
            let endsLine = index + 1 == text.pieces.count || text.pieces[index + 1].startsLine
            guard endsLine, !scanner.isInsideRecord || index + 1 == text.pieces.count else { continue }
            blocks.append(Block(pieces: start..<index + 1, kind: .table, chunkClass: base, breaksBefore: false))
            start = index + 1
        }
        return Segmentation(blocks: blocks, units: units)
    }

    /// A long cell is prose in a box: what exceeds a few words counts as words.
    static func units(cells: Int, _ measure: TextMeasure) -> ReadingUnits {
        ReadingUnits(words: max(0, measure.words - cells * wordsPerCell), cells: cells)
    }

    private static func separator(_ text: SourceText, _ syntax: TableSyntax) -> UInt8 {
        guard syntax == .separated else { return 0x09 }
        let first = text.bytes.prefix { $0 != 0x0A }
        func count(_ byte: UInt8) -> Int { first.count { $0 == byte } }
        return count(0x3B) > count(0x2C) ? 0x3B : 0x2C
    }
}

/// Counts cells piece by piece; remembers an open quotation from one to the next.
struct CellScanner {
    let syntax: TableSyntax
    let separator: UInt8
    private var isQuoted = false
    private var isEscaped = false
    private var isInToken = false

    init(syntax: TableSyntax, separator: UInt8) {
        self.syntax = syntax
        self.separator = separator
    }

    /// Within a quoted cell that goes on in the next line.
    var isInsideRecord: Bool { syntax != .json && isQuoted }

    mutating func cells(in bytes: ArraySlice<UInt8>, startsLine: Bool) -> Int {
        guard syntax == .json else { return separatedCells(in: bytes, startsLine: startsLine) }
        // A JSON string ends in its line; one that does not is a mistake and must not swallow the rest.
        if startsLine { (isQuoted, isEscaped, isInToken) = (false, false, false) }
        return jsonValues(in: bytes)
    }

    private mutating func separatedCells(in bytes: ArraySlice<UInt8>, startsLine: Bool) -> Int {
        var cells = startsLine && !isQuoted ? 1 : 0
        for byte in bytes {
            if byte == 0x22 {
                isQuoted.toggle()
            } else if byte == separator && !isQuoted {
                cells += 1
            }
        }
        return cells
    }

    /// Strings, numbers and words, without those before a colon: a key labels its value.
    private mutating func jsonValues(in bytes: ArraySlice<UInt8>) -> Int {
        var values = 0
        for byte in bytes {
            if isQuoted {
                if byte == 0x22 && !isEscaped { isQuoted = false }
                isEscaped = byte == 0x5C && !isEscaped
                continue
            }
            switch byte {
            case 0x22:
                isQuoted = true
                isInToken = false
                values += 1
            case 0x3A:
                isInToken = false
                values -= 1
            case 0x09, 0x0A, 0x0D, 0x20, 0x2C, 0x5B, 0x5D, 0x7B, 0x7D:
                isInToken = false
            default:
                if !isInToken { values += 1 }
                isInToken = true
            }
        }
        return max(0, values)
    }
}

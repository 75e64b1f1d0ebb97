import API
import Domain

/// How long a served part takes to read, by the units of the service's own table.
enum ReadingPace {
    /// Silent reading of English prose, on average (Brysbaert 2019): what the planned table assumes.
    static let wordsPerMinute = 238

    /// What a person needs who reads prose at so many words a minute, and all else in proportion.
    static func milliseconds(_ part: ChunkView, wordsPerMinute: Int) -> Int {
        units(part).plannedMilliseconds(by: ReviewSettings()) * Self.wordsPerMinute / wordsPerMinute
    }

    static func units(_ part: ChunkView) -> ReadingUnits {
        let lines = part.text.lines.filter { !$0.isEmpty }.map(String.init)
        switch ChunkKind(rawValue: part.kind) ?? .prose {
        case .prose: return ReadingUnits(words: TextMeasure(part.text).words)
        case .diff: return ReadingUnits.total(lines.map(difference))
        case .code: return ReadingUnits(addedLines: effective(lines))
        case .log: return ReadingUnits(contextLines: effective(lines))
        case .actionPayload: return ReadingUnits(actionLines: effective(lines))
        case .table: return ReadingUnits.total(lines.map(row))
        case .chart, .opaque: return ReadingUnits(images: 1)
        }
    }

    private static func effective(_ lines: [String]) -> Int {
        lines.reduce(0) { $0 + TextMeasure($1).effectiveLines }
    }

    private static func difference(_ line: String) -> ReadingUnits {
        let count = TextMeasure(line).effectiveLines
        switch line.unicodeScalars.first {
        case "+": return ReadingUnits(addedLines: count)
        case "-": return ReadingUnits(deletedLines: count)
        default: return ReadingUnits(contextLines: count)
        }
    }

    /// As many cells as its most frequent separator makes, and the words beyond: rather too many than too few.
    private static func row(_ line: String) -> ReadingUnits {
        let separators = [",", ";", "\t", "|", ":"].map { separator in
            line.unicodeScalars.count { String($0) == separator }
        }
        let cells = (separators.max() ?? 0) + 1
        return ReadingUnits(words: max(0, TextMeasure(line).words - cells), cells: cells)
    }
}

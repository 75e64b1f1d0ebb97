import API
import Domain

/// Where a quotation stands, by the rule of the service: white space counts as one space, and in a difference the marks of
/// the first column may be left out.
enum QuotationFinder {
    /// The most lines that an anchor may name.
    static let linesLimit = 12

    struct Place: Equatable {
        let chunk: Int
        let startLine: Int
        let endLine: Int
    }

    /// Every shortest run of lines that holds it.
    static func places(of quotation: String, in parts: [Int: PartCache.Part]) -> [Place] {
        parts.sorted { $0.key < $1.key }.flatMap { index, part in
            runs(of: quotation, in: part).map {
                Place(chunk: index, startLine: part.startLine + $0.lowerBound, endLine: part.startLine + $0.upperBound)
            }
        }
    }

    private static func runs(of quotation: String, in part: PartCache.Part) -> [ClosedRange<Int>] {
        let lines = part.text.lines.map(String.init)
        let isDiff = part.kind == ChunkKind.diff.rawValue
        func holds(_ range: ClosedRange<Int>) -> Bool {
            if VisibleText.occurs(quotation, in: lines[range].joined(separator: "\n")) { return true }
            return isDiff && VisibleText.occurs(quotation, in: lines[range].map(unmarked).joined(separator: "\n"))
        }
        guard !lines.isEmpty, holds(0...lines.count - 1) else { return [] }
        var found: [ClosedRange<Int>] = []
        for end in lines.indices {
            // The shortest run that ends here; one that does not need its last line was found before.
            let starts = max(0, end - linesLimit + 1)...end
            guard let start = starts.reversed().first(where: { holds($0...end) }) else { continue }
            if end == start || !holds(start...end - 1) { found.append(start...end) }
        }
        return found
    }

    private static func unmarked(_ line: String) -> String {
        guard let mark = line.unicodeScalars.first, "+- ".unicodeScalars.contains(mark) else { return line }
        return String(line.unicodeScalars.dropFirst())
    }
}

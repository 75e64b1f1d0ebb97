import API
import Domain

/// How parts are spoken of. People count from one, and a part keeps its number in whatever order it is read.
enum PartNames {
    static func number(_ index: Int) -> Int { index + 1 }

    static func index(_ number: Int) -> Int { number - 1 }

    /// `report.md, lines 10–24`
    static func place(path: String, _ start: Int, _ end: Int) -> String {
        start == end ? "\(path), line \(start)" : "\(path), lines \(start)–\(end)"
    }

    /// `part 2, lines 10–12`
    static func place(_ anchor: AnchorView) -> String {
        let lines =
            anchor.startLine == anchor.endLine
            ? "line \(anchor.startLine)" : "lines \(anchor.startLine)–\(anchor.endLine)"
        return "part \(number(anchor.chunk)), \(lines)"
    }

    /// How far one is, and never how long to wait.
    static func unread(_ count: Int) -> String {
        switch count {
        case 0: "all parts read"
        case 1: "one part not read yet"
        default: "\(word(count)) parts not read yet"
        }
    }

    private static func word(_ count: Int) -> String {
        let words = [
            "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        ]
        return count < words.count ? words[count] : "\(count)"
    }
}

extension ChunkSummary {
    /// What still has to be read, or has gone by faster than anybody reads.
    var needsReading: Bool { !isRead || !isSlowEnough }
}

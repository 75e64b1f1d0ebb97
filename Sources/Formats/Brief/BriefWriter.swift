import Domain

/// Gathers the lines of a brief with their origins, and keeps what others wrote from passing for the brief's own
/// headings: whole texts stand in fences longer than any inside them, sentences on one line of their own.
struct BriefWriter {
    private(set) var lines: [(text: String, origin: BriefOrigin)] = []

    mutating func own(_ text: String) { lines.append((text, .compiler)) }

    mutating func heading(_ title: String) {
        own("")
        own("## \(title)")
        own("")
    }

    /// A sentence that somebody wrote, on one line.
    mutating func sentence(_ text: String, before prefix: String = "", from origin: BriefOrigin) {
        let folded = text.unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }.joined(separator: " ")
        // At the start of a line these begin a heading, a fence, a quotation, a list, a table or HTML.
        let isMarkup =
            folded.hasPrefix("```") || "#~>-+*=|<".unicodeScalars.contains { $0 == folded.unicodeScalars.first }
        lines.append((prefix + (isMarkup ? "\\" : "") + folded, origin))
    }

    /// A whole text, fenced, with line ends as LF. `origin` is asked for each line, from 1.
    mutating func fenced(_ text: String, as kind: String, origin: (Int) -> BriefOrigin) {
        let fence = Self.fence(for: text)
        own(fence + kind)
        let parts = text.unicodeScalars.split(omittingEmptySubsequences: false) { $0 == "\n" }
        for (index, part) in parts.enumerated() {
            let isEnd = index == parts.count - 1 && part.isEmpty
            let line = part.last == "\r" ? part.dropLast() : part
            if !isEnd { lines.append((String(line), origin(index + 1))) }
        }
        own(fence)
    }

    /// Longer than any row of backticks in the text, so that no line of it can close the fence.
    private static func fence(for text: String) -> String {
        var longest = 0
        var row = 0
        for byte in text.utf8 {
            row = byte == UInt8(ascii: "`") ? row + 1 : 0
            longest = max(longest, row)
        }
        return String(repeating: "`", count: max(3, longest + 1))
    }
}

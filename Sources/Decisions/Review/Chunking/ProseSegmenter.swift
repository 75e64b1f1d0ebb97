import Domain

/// Prose as headings, paragraphs, tables and fenced listings. Blank lines belong to the block before them. HTML,
/// comments and `<details>` are text like any other.
struct ProseSegmenter {
    private let text: SourceText
    private let classesByHeading: Bool
    private var headings: HeadingStack
    private var blocks = [Block]()
    private var units: [ReadingUnits]
    private var followsHeading = false

    static func segment(_ text: SourceText, base: ChunkClass, classesByHeading: Bool) -> Segmentation {
        var segmenter = ProseSegmenter(text: text, base: base, classesByHeading: classesByHeading)
        segmenter.run()
        return Segmentation(blocks: segmenter.blocks, units: segmenter.units)
    }

    private init(text: SourceText, base: ChunkClass, classesByHeading: Bool) {
        self.text = text
        self.classesByHeading = classesByHeading
        headings = HeadingStack(base: base)
        units = text.pieces.map { ReadingUnits(words: $0.measure.words) }
    }

    private mutating func run() {
        var start = 0
        while start < text.pieces.count {
            let line = lineText(start)
            if text.pieces[start].isBlank {
                start = close(start, end: start + 1, .prose)
            } else if let heading = headingAt(start, line) {
                start = closeHeading(start, heading)
            } else if let fence = MarkdownLine.fence(line) {
                start = closeFence(start, fence)
            } else if isTable(at: start) {
                start = closeTable(start)
            } else {
                start = close(start, end: paragraphEnd(from: start), .prose)
            }
        }
    }

    // MARK: Blocks

    /// Ends a block at `end` and the blank lines after it; returns where the next one starts.
    private mutating func close(_ start: Int, end: Int, _ kind: ChunkKind, breaksBefore: Bool = false) -> Int {
        var end = end
        while end < text.pieces.count && text.pieces[end].isBlank { end += 1 }
        let isListing = kind == .code && classesByHeading
        blocks.append(
            Block(
                pieces: start..<end, kind: kind, chunkClass: isListing ? .code : headings.current,
                breaksBefore: breaksBefore))
        followsHeading = false
        return end
    }

    /// A section starts a chunk; a heading directly under another one goes with it.
    private mutating func closeHeading(_ start: Int, _ heading: (level: Int, end: Int)) -> Int {
        let breaks = !followsHeading
        if classesByHeading { headings.enter(level: heading.level, title: lineText(start)) }
        let end = close(start, end: heading.end, .prose, breaksBefore: breaks)
        followsHeading = true
        return end
    }

    private mutating func closeFence(_ start: Int, _ fence: MarkdownLine.Fence) -> Int {
        var end = lineEnd(start)
        while end < text.pieces.count {
            let closes = MarkdownLine.closes(lineText(end), fence)
            end = lineEnd(end)
            if closes { break }
        }
        for index in start..<end { units[index] = ReadingUnits(addedLines: text.pieces[index].measure.effectiveLines) }
        return close(start, end: end, .code)
    }

    /// Each row is a block, so that a long table is cut between rows.
    private mutating func closeTable(_ start: Int) -> Int {
        var row = start
        while row < text.pieces.count, !text.pieces[row].isBlank, lineText(row).contains("|") {
            let end = lineEnd(row)
            for index in row..<end {
                let cells = MarkdownLine.cells(text.text(index))
                units[index] = TableSegmenter.units(cells: cells, text.pieces[index].measure)
            }
            row = close(row, end: end, .table)
            if row > end { break }
        }
        return row
    }

    // MARK: Lines

    private func paragraphEnd(from start: Int) -> Int {
        var end = lineEnd(start)
        while end < text.pieces.count, !text.pieces[end].isBlank {
            let line = lineText(end)
            if headingAt(end, line) != nil || MarkdownLine.fence(line) != nil || isTable(at: end) { break }
            end = lineEnd(end)
        }
        return end
    }

    private func headingAt(_ start: Int, _ line: String) -> (level: Int, end: Int)? {
        let end = lineEnd(start)
        if let level = MarkdownLine.headingLevel(line) { return (level, end) }
        guard end < text.pieces.count, let level = MarkdownLine.underlineLevel(lineText(end)) else { return nil }
        return (level, lineEnd(end))
    }

    private func isTable(at start: Int) -> Bool {
        let next = lineEnd(start)
        return next < text.pieces.count && lineText(start).contains("|")
            && MarkdownLine.isTableDelimiter(lineText(next))
    }

    /// The first piece of the next line.
    private func lineEnd(_ start: Int) -> Int {
        var end = start + 1
        while end < text.pieces.count && !text.pieces[end].startsLine { end += 1 }
        return end
    }

    /// The line's first piece without indentation of up to three spaces and trailing white space: enough to tell its
    /// kind.
    private func lineText(_ start: Int) -> String { MarkdownLine.trimmed(text.text(start)) }
}

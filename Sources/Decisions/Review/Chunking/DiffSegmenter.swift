import Domain

/// A unified diff as hunks. A hunk's header says how many lines it has; a line beyond that, or one that is no part of a
/// diff (a commit message), is read as an added line: prose does not get cheaper by being called a diff.
struct DiffSegmenter {
    private enum Role {
        case added, deleted, context
        case hunkHeader, fileHeader
        case other
    }

    private let text: SourceText
    private var blocks = [Block]()
    private var units = [ReadingUnits]()
    private var remaining = (old: 0, new: 0)

    static func segment(_ text: SourceText, base: ChunkClass) -> Segmentation {
        var segmenter = DiffSegmenter(text: text)
        segmenter.run(base)
        return Segmentation(blocks: segmenter.blocks, units: segmenter.units)
    }

    private init(text: SourceText) { self.text = text }

    private mutating func run(_ base: ChunkClass) {
        var (start, startsFile, hasHunk) = (0, true, false)
        var role = Role.other
        for index in text.pieces.indices {
            let line = text.text(index)
            if text.pieces[index].startsLine { role = nextRole(line) }
            // A file's headers go with its first hunk.
            let newFile = role == .fileHeader && hasHunk
            if newFile || (role == .hunkHeader && hasHunk), index > start {
                close(start..<index, base, startsFile)
                (start, startsFile) = (index, newFile)
            }
            hasHunk = role == .hunkHeader || (hasHunk && !newFile)
            units.append(Self.units(role, line, startsLine: text.pieces[index].startsLine))
        }
        close(start..<text.pieces.count, base, startsFile)
    }

    private mutating func close(_ pieces: Range<Int>, _ base: ChunkClass, _ startsFile: Bool) {
        blocks.append(Block(pieces: pieces, kind: .diff, chunkClass: base, breaksBefore: startsFile))
    }

    private mutating func nextRole(_ line: String) -> Role {
        if line.hasPrefix("\\ ") { return .context }
        if remaining.old > 0 || remaining.new > 0 {
            switch line.unicodeScalars.first {
            case "+":
                remaining.new -= 1
                return .added
            case "-":
                remaining.old -= 1
                return .deleted
            case " ", "\n", "\r":
                remaining = (remaining.old - 1, remaining.new - 1)
                return .context
            default:
                remaining = (0, 0)
            }
        }
        if let counts = Self.hunkCounts(line) {
            remaining = counts
            return .hunkHeader
        }
        return Self.isFileHeader(line) ? .fileHeader : .other
    }

    private static func units(_ role: Role, _ line: String, startsLine: Bool) -> ReadingUnits {
        // The mark in the first column is not text; one by the scalar, as a mark may combine with it.
        let isMarked = startsLine && (role == .added || role == .deleted)
        let text = isMarked ? String(String.UnicodeScalarView(line.unicodeScalars.dropFirst())) : line
        let lines = TextMeasure(text).effectiveLines
        switch role {
        case .added, .other: return ReadingUnits(addedLines: lines)
        case .deleted: return ReadingUnits(deletedLines: lines)
        case .context, .hunkHeader, .fileHeader: return ReadingUnits(contextLines: lines)
        }
    }

    private static func isFileHeader(_ line: String) -> Bool {
        let heads = [
            "diff --git ", "index ", "--- ", "+++ ", "new file mode ", "deleted file mode ", "old mode ", "new mode ",
            "similarity index ", "rename from ", "rename to ", "copy from ", "copy to ", "Binary files ",
        ]
        return heads.contains { line.hasPrefix($0) }
    }

    /// `@@ -10,7 +12,9 @@` is 7 old and 9 new lines; a count left out is 1.
    private static func hunkCounts(_ line: String) -> (old: Int, new: Int)? {
        let words = line.split(separator: " ", maxSplits: 4)
        guard words.count >= 4, words[0] == "@@", words[3].hasPrefix("@@") else { return nil }
        func count(_ word: Substring, _ sign: Character) -> Int? {
            guard word.first == sign else { return nil }
            let numbers = word.dropFirst().split(separator: ",", omittingEmptySubsequences: false)
            guard (1...2).contains(numbers.count), Int(numbers[0]) != nil else { return nil }
            return numbers.count == 1 ? 1 : Int(numbers[1]).flatMap { $0 >= 0 ? $0 : nil }
        }
        guard let old = count(words[1], "-"), let new = count(words[2], "+") else { return nil }
        return (old, new)
    }
}

/// Where some lines of a context document were imported from. Its author's word: the service keeps it, and cannot check it.
package struct LineSource: Hashable, Sendable, Codable {
    /// The first of the document's lines, from 1.
    package let line: Int
    /// How many lines in a row.
    package let count: Int
    /// The imported file, relative to the folder that was imported.
    package let file: String
    /// Where the first of the lines stands in that file, from 1.
    package let fileLine: Int

    package init(line: Int, count: Int, file: String, fileLine: Int) {
        self.line = line
        self.count = count
        self.file = file
        self.fileLine = fileLine
    }

    package var json: JSON {
        [
            "line": .integer(Int64(line)), "count": .integer(Int64(count)), "file": .string(file),
            "fileLine": .integer(Int64(fileLine)),
        ]
    }

    /// Nil for anything that `json` does not write.
    package init?(_ json: JSON) {
        guard let line = json["line"]?.integer, let count = json["count"]?.integer, let file = json["file"]?.string,
            let fileLine = json["fileLine"]?.integer
        else { return nil }
        self.init(line: Int(line), count: Int(count), file: file, fileLine: Int(fileLine))
    }
}

extension [LineSource] {
    /// `CLAUDE.md:12`, if this line of the document was imported.
    package func place(ofLine line: Int) -> String? {
        guard let span = first(where: { ($0.line..<$0.line + $0.count).contains(line) }) else { return nil }
        return "\(span.file):\(span.fileLine + line - span.line)"
    }

    /// Why these cannot be the sources of a document with so many lines; nil if they can.
    package func unsoundness(lineCount: Int) -> String? {
        var next = 1
        for span in self {
            guard span.line >= next, span.count >= 1, span.fileLine >= 1, span.fileLine <= Int(Int32.max),
                span.count <= lineCount, span.line <= lineCount - span.count + 1
            else { return "lines out of order, or beyond the document's end" }
            if let reason = FileSet.unsafety(ofPath: span.file) { return "the path of a file \(reason)" }
            next = span.line + span.count
        }
        return nil
    }
}

/// Text over several rows, so that nothing scrolls sideways and nothing is cut off.
package enum Wrapping {
    /// The whole text in rows of at most so many columns, broken after a space where one stands in the row's later half.
    /// At least one row.
    package static func rows(_ text: String, columns: Int) -> [String] {
        let limit = max(2, columns)
        var rows: [String] = []
        var row = ""
        var width = 0
        /// The row up to its last space, and how wide that is.
        var lastSpace: (end: String.Index, width: Int)?
        for character in text {
            let columns = ColumnWidth.of(String(character))
            while width + columns > limit, !row.isEmpty {
                let cut = lastSpace.flatMap { $0.width * 2 > limit ? $0 : nil } ?? (end: row.endIndex, width: width)
                rows.append(String(row[..<cut.end]))
                row = String(row[cut.end...])
                width -= cut.width
                lastSpace = nil
            }
            row.append(character)
            width += columns
            if character == " " { lastSpace = (row.endIndex, width) }
        }
        return rows + [row]
    }

    /// The same with style: each span's text is what it was before.
    package static func rows(_ text: Text, columns: Int) -> [Text] {
        var spans = text.spans[...]
        var offset = 0
        return rows(text.plain, columns: columns).map { row in
            var left = row.unicodeScalars.count
            var out = Text()
            while left > 0, let span = spans.first {
                let scalars = Array(span.text.unicodeScalars.dropFirst(offset).prefix(left))
                out = out + Text(String(String.UnicodeScalarView(scalars)), span.style)
                left -= scalars.count
                offset += scalars.count
                if offset == span.text.unicodeScalars.count {
                    spans.removeFirst()
                    offset = 0
                }
            }
            return out
        }
    }
}

import API
import Domain

/// A part laid out for a width: every line in as many rows as it needs, with its number at the first.
package struct PartLayout: Sendable {
    package struct Row: Sendable {
        /// Index of the line; nil for the heading and warnings.
        package let line: Int?
        /// Right-aligned; empty on rows that go on with a line.
        let number: String
        let text: Text
    }

    package let part: PartText
    package let rows: [Row]
    private let numberWidth: Int

    package init(_ view: ChunkView, heading: [Text], columns: Int) {
        let part = PartText(view)
        let width = String(part.number(max(0, part.lines.count - 1))).count
        var rows: [Row] = []
        let top = heading + view.warnings.map { "\("! ", .waiting)\($0, .waiting)" } + [""]
        for line in top {
            for text in Wrapping.rows(line, columns: columns) { rows.append(Row(line: nil, number: "", text: text)) }
        }
        let isDiff = part.lines.contains { $0.mark != .none }
        // The marker of a selection, the number, a space, and the sign of a difference with a space.
        let room = columns - width - 2 - (isDiff ? 2 : 0)
        for (index, line) in part.lines.enumerated() {
            let style = line.mark.style
            let shown = Text(PartLayout.expandingTabs(line.shown), style)
            for (row, text) in Wrapping.rows(shown, columns: room).enumerated() {
                let sign: Text = isDiff ? "\(line.mark.sign + " ", style)" : ""
                rows.append(Row(line: index, number: row == 0 ? "\(part.number(index))" : "", text: sign + text))
            }
        }
        self.part = part
        self.rows = rows
        numberWidth = width
    }

    package func firstRow(ofLine line: Int) -> Int { rows.firstIndex { $0.line == line } ?? 0 }

    package func lastRow(ofLine line: Int) -> Int { rows.lastIndex { $0.line == line } ?? 0 }

    /// Selected lines have a marker of their own, not only a colour.
    package func text(ofRow index: Int, isMarked: (Int) -> Bool) -> Text {
        let row = rows[index]
        guard let line = row.line else { return row.text }
        let padding = String(repeating: " ", count: numberWidth - row.number.count)
        let marker: Text = isMarked(line) ? "\(">", .bold)" : " "
        return "\(marker)\(padding + row.number, .dim) \(row.text)"
    }

    private static func expandingTabs(_ line: String) -> String {
        guard line.unicodeScalars.contains("\t") else { return line }
        var out = ""
        var column = 0
        for character in line {
            if character == "\t" {
                let step = 4 - column % 4
                out += String(repeating: " ", count: step)
                column += step
            } else {
                out.append(character)
                column += ColumnWidth.of(String(character))
            }
        }
        return out
    }
}

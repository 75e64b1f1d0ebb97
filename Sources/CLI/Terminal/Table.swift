/// Rows in aligned columns. At a terminal the widest column gives way until a row fits into a line; in a pipe nothing is cut.
package struct Table: Sendable {
    private let headings: [String]
    private var rows: [[Text]] = []

    package init(_ headings: String...) { self.headings = headings }

    package mutating func add(_ cells: Text...) { rows.append(cells) }

    package var isEmpty: Bool { rows.isEmpty }

    /// Nil for no limit.
    package func lines(width: Int?) -> [Text] {
        let all = [headings.map { Text($0, .dim) }] + rows
        let widths = fit(
            headings.indices.map { column in
                all.map { column < $0.count ? ColumnWidth.of($0[column].plain) : 0 }.max() ?? 0
            }, into: width)
        return all.map { row in
            var line = Text()
            // Nothing is padded at the end of a line.
            let count = (row.lastIndex { $0 != Text() } ?? -1) + 1
            for (column, cell) in row.prefix(count).enumerated() {
                let cell = cell.truncated(to: widths[column])
                line = line + cell
                if column < count - 1 {
                    let padding = widths[column] - ColumnWidth.of(cell.plain) + Table.gap
                    line = line + Text(String(repeating: " ", count: padding))
                }
            }
            return line
        }
    }

    private static let gap = 2
    private static let narrowest = 8

    private func fit(_ widths: [Int], into limit: Int?) -> [Int] {
        guard let limit else { return widths }
        var widths = widths
        while widths.reduce(0, +) + (widths.count - 1) * Table.gap > limit {
            guard let widest = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[widest] > Table.narrowest
            else { break }
            widths[widest] -= 1
        }
        return widths
    }
}

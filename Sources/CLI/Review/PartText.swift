import API
import Domain

/// A served part as lines: what is shown and, for quotations, what really stands there.
package struct PartText: Sendable {
    /// How a line of a difference is marked, by sign and by colour.
    package enum Mark: Sendable {
        case none, added, deleted, context, header
    }

    package struct Line: Sendable {
        /// Exactly as in the work.
        package let exact: String
        /// With visible marks in the place of hidden characters, and without the mark of a difference.
        package let shown: String
        package let mark: Mark
    }

    package let lines: [Line]
    /// The number of the first line in its file.
    package let firstLine: Int

    package init(_ part: ChunkView) {
        let exact = PartText.split(part.text)
        let shown = PartText.split(part.visibleText)
        let isDiff = part.kind == ChunkKind.diff.rawValue
        firstLine = part.startLine
        lines = shown.indices.map { index in
            // Marks never add or take lines; should they, what is seen is what is quoted.
            let exactLine = exact.count == shown.count ? exact[index] : shown[index]
            let mark = isDiff ? PartText.mark(shown[index]) : .none
            let hasSign = mark == .added || mark == .deleted || mark == .context
            return Line(
                exact: exactLine,
                shown: hasSign ? String(shown[index].unicodeScalars.dropFirst()) : shown[index], mark: mark)
        }
    }

    package func number(_ line: Int) -> Int { firstLine + line }

    /// The end of the last line begins no further one.
    private static func split(_ text: String) -> [String] {
        var lines = text.lines
        if lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map { String($0.last == "\r" ? $0.dropLast() : $0) }
    }

    private static func mark(_ line: String) -> Mark {
        if line.hasPrefix("+++ ") || line.hasPrefix("--- ") || line.hasPrefix("@@") || line.hasPrefix("diff --git ") {
            return .header
        }
        switch line.unicodeScalars.first {
        case "+": return .added
        case "-": return .deleted
        case " ": return .context
        default: return .header
        }
    }
}

extension PartText.Mark {
    package var sign: String {
        switch self {
        case .added: "+"
        case .deleted: "-"
        case .none, .context, .header: " "
        }
    }

    package var style: Style {
        switch self {
        case .added: .good
        case .deleted: .bad
        case .header: .link
        case .none, .context: .plain
        }
    }
}

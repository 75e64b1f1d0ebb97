import API
import Domain

/// What is on the screen: the part, below it a message or a question if there is one, and the status line.
extension ReaderModel {
    /// Exactly as many rows as the screen has.
    package func frame() -> [Text] {
        let body: [Text]
        switch mode {
        case .overlay(let overlay, let top):
            let rows = overlayRows(overlay)
            body = Array(rows.dropFirst(min(top, max(0, rows.count - bodyHeight))).prefix(bodyHeight))
        case .reading, .pointing, .selecting, .prompt:
            body = layout.map(visibleBody) ?? [current == nil && message == nil ? "Opening…" : ""]
        }
        let padding = Array(repeating: Text(), count: max(0, bodyHeight - body.count))
        return Array((body + padding + panel + [status]).suffix(size.rows))
    }

    /// Rows of the part or of an overlay.
    var bodyHeight: Int { max(1, size.rows - 1 - panel.count) }

    private func visibleBody(_ layout: PartLayout) -> [Text] {
        let selected = selectedLines
        return layout.rows.indices.dropFirst(top).prefix(bodyHeight).map { row in
            layout.text(ofRow: row) { line in
                selected.map { $0.contains(line) } ?? (hit == line)
            }
        }
    }

    /// What was drawn has been shown, unless something else covered it.
    mutating func markShown() {
        guard let layout else { return }
        scroll(by: 0)
        if case .overlay = mode { return }
        shown.formUnion(layout.rows.indices.dropFirst(top).prefix(bodyHeight))
    }

    mutating func layOut() {
        guard let part = currentPart, let view = part.served else { return }
        let summary = part.summary
        let place = PartNames.place(path: summary.path, summary.startLine, summary.endLine)
        var heading: [Text] = [
            "\("Part \(PartNames.number(summary.index)) of \(parts.count)", .bold) · \(place, .bold) · \(summary.kind)"
        ]
        if !summary.section.isEmpty { heading.append("\(summary.section, .dim)") }
        layout = PartLayout(view, heading: heading, columns: size.columns)
    }

    /// Other rows, same lines: a line counts as shown if all its rows were.
    mutating func resize(to size: ScreenSize) {
        self.size = size
        guard let before = layout else { return }
        func isShown(_ line: Int?) -> Bool {
            before.rows.indices.allSatisfy { before.rows[$0].line != line || shown.contains($0) }
        }
        let line = before.rows.indices.contains(top) ? before.rows[top].line : nil
        layOut()
        guard let after = layout else { return }
        let lines = Set(after.rows.map(\.line)).filter(isShown)
        shown = Set(after.rows.indices.filter { lines.contains(after.rows[$0].line) })
        top = min(line.map { after.firstRow(ofLine: $0) } ?? 0, lastTop(after))
    }

    // MARK: Below

    private var status: Text {
        var words: [String] = []
        if let part = currentPart, let layout {
            let read = part.isTooFast ? " (read too fast)" : part.isRead ? " (read)" : ""
            words.append("part \(PartNames.number(part.summary.index)) of \(parts.count)\(read)")
            let end = min(layout.rows.count, top + bodyHeight)
            words.append(end == layout.rows.count ? "end of part" : "\(end * 100 / max(1, layout.rows.count)) %")
        }
        words.append(PartNames.unread(unreadCount))
        if tooFastCount > 0 { words.append("\(tooFastCount) too fast") }
        words.append("? help")
        let text = Text(" " + words.joined(separator: " · ") + " ").truncated(to: size.columns).plain
        let padding = String(repeating: " ", count: max(0, size.columns - ColumnWidth.of(text)))
        return "\(text + padding, .reversed)"
    }

    var panel: [Text] {
        let lines: [Text]
        switch mode {
        case .prompt(let prompt, let input):
            lines = (message.map { [$0] } ?? []) + question(prompt) + (prompt.takesOneKey ? [] : ["> \(input)█"])
        case .pointing: lines = ["First line: j/k move, v begins the selection, a answer, f finding, Esc leaves"]
        case .selecting:
            lines = [message ?? "Last line: j/k move, Enter keeps the selection, a answer, f finding, Esc leaves"]
        case .overlay: lines = ["\("space, j/k scroll · any other key goes back", .dim)"]
        case .reading: lines = message.map { [$0] } ?? []
        }
        let rows = lines.flatMap { Wrapping.rows($0, columns: size.columns) }
        // The end is what matters: there the input stands.
        return Array(rows.suffix(max(1, size.rows - 4)))
    }

    private func question(_ prompt: Prompt) -> [Text] {
        switch prompt {
        case .search: return ["Search (Enter alone repeats the last one):"]
        case .goTo: return ["Go to part number:"]
        case .criterion:
            return ["\("Which criterion?", .bold)"]
                + review.criteria.enumerated().map { number, criterion in
                    "\("\(number + 1)", .bold) \(criterion.text) (\(criterion.answer?.rawValue ?? "no answer yet"))"
                } + [quoted]
        case .answer(let id):
            let text = review.criteria.first { $0.id == id }?.text ?? id
            return ["\(text)", Text(Choices.text(Choices.answers), .bold)]
        case .reason(_, let answer):
            let isNeeded = answer != .pass && answer != .fail
            return [quoted, isNeeded ? "Why, in a sentence:" : "Why, if there is more to say (Enter sends):"]
        case .findingText: return [quoted, "What is wrong, or what is missing?"]
        case .findingCause: return ["Where does it come from?", Text(Choices.text(Choices.causes), .bold)]
        case .findingBlocks: return ["Does it stand against an approval?", "\("y yes   n no", .bold)"]
        }
    }

    private var quoted: Text {
        guard let anchor = selectedAnchor else {
            return "\("No quotation: Esc, then v selects lines.", .waiting)"
        }
        return "Quoting lines \(anchor.startLine)–\(anchor.endLine): \(anchor.quotation, .dim)"
    }
}

import Domain

/// Keys while reading.
extension ReaderModel {
    mutating func press(_ key: Key) -> [Effect] {
        if key == .interrupt { return [.pause, .leave] }
        if key == .suspend { return suspend() }
        if isPaused, let current {
            isPaused = false
            message = nil
            if key == .character("q") { return [.leave] }
            // The key that brought the reader back does nothing else: they have not looked yet.
            return [serve(current)]
        }
        switch mode {
        case .reading:
            message = nil
            return read(key)
        case .overlay(_, let top): return leaf(key, from: top)
        case .pointing, .selecting: return select(key)
        case .prompt(let prompt, let input): return type(key, prompt, input)
        }
    }

    private mutating func suspend() -> [Effect] {
        isPaused = current != nil
        message = isPaused ? "Paused. Any key goes on." : nil
        return [.pause, .suspend]
    }

    private mutating func read(_ key: Key) -> [Effect] {
        switch key {
        case .character(" "), .pageDown, .enter: return pageDown()
        case .character("b"), .pageUp: scroll(by: 1 - bodyHeight)
        case .character("j"), .down: scroll(by: 1)
        case .character("k"), .up: scroll(by: -1)
        case .home: scroll(by: -top)
        case .end: scroll(by: layout?.rows.count ?? 0)
        case .character("n"): return moveOn(to: current.flatMap { $0 + 1 < parts.count ? $0 + 1 : nil })
        case .character("p"): return back()
        case .character("m"): return moveOn(to: nextMissing)
        case .character("g"): ask(.goTo)
        case .character("/"): ask(.search)
        case .character("v"): point()
        case .character("a"): ask(.criterion)
        case .character("f"): ask(.findingText)
        case .character("c"): mode = .overlay(.criteria, top: 0)
        case .character("?"): mode = .overlay(.help, top: 0)
        case .character("q"): return [.pause, .leave]
        case .escape: selection = nil
        default: break
        }
        return []
    }

    /// A page on; at the end of the part, the next part.
    private mutating func pageDown() -> [Effect] {
        guard let layout, current != nil else { return current == nil && !parts.isEmpty ? open() : [] }
        if top < lastTop(layout) {
            // One row stays, so that the eye finds its place.
            scroll(by: max(1, bodyHeight - 1))
            return []
        }
        let next = current.flatMap { place in parts.indices.first { $0 > place && parts[$0].needsReading } }
        return moveOn(to: next ?? nextMissing)
    }

    /// The next part that has to be read, after this one or from the beginning; this one if it went by too fast.
    var nextMissing: Int? {
        guard let current else { return parts.firstIndex { $0.needsReading } }
        let next = elsewhere.first { parts[$0].needsReading }
        return next ?? (parts[current].isTooFast && parts[current].receipt == nil ? current : nil)
    }

    /// The other parts, those behind this one first.
    var elsewhere: [Int] {
        guard let current else { return Array(parts.indices) }
        return Array(parts.indices[(current + 1)...]) + Array(parts.indices[..<current])
    }

    /// Leaves the part: acknowledges it if all of it was on the screen, and serves another one, or says what is missing.
    mutating func moveOn(to place: Int?) -> [Effect] {
        guard let part = currentPart else { return place.map { [serve($0)] } ?? [] }
        var effects: [Effect] = []
        if part.needsReading, let receipt = part.receipt {
            if isShownInFull {
                effects.append(.acknowledge(index: part.summary.index, receipt: receipt))
            } else {
                let name = "Part \(PartNames.number(part.summary.index))"
                message = "\(name) stays unread: not all of it has been on the screen."
                if place == nil { return [] }
            }
        }
        if let place { return effects + [serve(place)] }
        summarizesAfterRefresh = true
        // An acknowledgement asks by itself how things stand.
        return effects.isEmpty ? [.refresh] : effects
    }

    private mutating func back() -> [Effect] {
        guard let current, current > 0 else {
            message = "This is the first part."
            return []
        }
        return moveOn(to: current - 1)
    }

    // MARK: Scrolling

    func lastTop(_ layout: PartLayout) -> Int { max(0, layout.rows.count - bodyHeight) }

    mutating func scroll(by rows: Int) {
        guard let layout else { return }
        top = min(max(0, top + rows), lastTop(layout))
    }

    /// Brings a line on the screen, a third from above if it was not there.
    mutating func show(line: Int) {
        guard let layout else { return }
        let (first, last) = (layout.firstRow(ofLine: line), layout.lastRow(ofLine: line))
        if first < top || last >= top + bodyHeight { top = min(max(0, first - bodyHeight / 3), lastTop(layout)) }
    }

    // MARK: Selecting

    private mutating func point() {
        guard let layout, !layout.part.lines.isEmpty else { return }
        selection = nil
        let visible = layout.rows.indices.dropFirst(top).prefix(bodyHeight).compactMap { layout.rows[$0].line }
        let line = hit.flatMap { visible.contains($0) ? $0 : nil } ?? visible.first ?? 0
        mode = .pointing(line: line)
    }

    private mutating func select(_ key: Key) -> [Effect] {
        let count = layout?.part.lines.count ?? 0
        message = nil
        switch (mode, key) {
        case (.pointing(let line), .character("j")), (.pointing(let line), .down): aim(min(line + 1, count - 1))
        case (.pointing(let line), .character("k")), (.pointing(let line), .up): aim(max(0, line - 1))
        case (.pointing(let line), .character("v")): mode = .selecting(from: line, to: line)
        case (.selecting(let from, let to), .character("j")), (.selecting(let from, let to), .down):
            extend(from, to: to + 1, count)
        case (.selecting(let from, let to), .character("k")), (.selecting(let from, let to), .up):
            extend(from, to: max(from, to - 1), count)
        case (_, .enter), (.selecting, .character("v")): takeSelection()
        case (_, .character("a")):
            takeSelection()
            ask(.criterion)
        case (_, .character("f")):
            takeSelection()
            ask(.findingText)
        case (_, .escape), (_, .character("q")): mode = .reading
        default: break
        }
        return []
    }

    private mutating func aim(_ line: Int) {
        mode = .pointing(line: line)
        show(line: line)
    }

    private mutating func extend(_ from: Int, to: Int, _ count: Int) {
        guard to < count else { return }
        guard to - from < ReaderModel.selectionLimit else {
            message = "At most \(ReaderModel.selectionLimit) lines: quote the few that matter."
            return
        }
        mode = .selecting(from: from, to: to)
        show(line: to)
    }

    private mutating func takeSelection() {
        selection = selectedLines
        mode = .reading
    }

    /// The most lines that an anchor may name.
    static let selectionLimit = 12

    var selectedLines: ClosedRange<Int>? {
        switch mode {
        case .pointing(let line): line...line
        case .selecting(let from, let to): from...to
        case .reading, .overlay, .prompt: selection
        }
    }

    /// What is selected, as the service wants it: whole lines, word for word.
    var selectedAnchor: Anchor? {
        guard let selection, let layout, let part = currentPart else { return nil }
        return Anchor(
            chunk: part.summary.index, startLine: layout.part.number(selection.lowerBound),
            endLine: layout.part.number(selection.upperBound),
            quotation: layout.part.lines[selection].map(\.exact).joined(separator: "\n"))
    }
}

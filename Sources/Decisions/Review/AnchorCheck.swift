import Domain

/// Whether an anchor holds: it names lines of a chunk of this very version, and what it quotes stands there. Used when
/// an answer is given, so that it is told at once, and again by the rules when a verdict is recorded.
package enum AnchorCheck {
    package static let linesLimit = 12
    /// Visible characters of a quotation.
    package static let visibleFloor = 12
    /// Letters or digits of a quotation: `}` and `-----` say nothing.
    package static let solidFloor = 8

    /// What is wrong with it; `subject` begins the sentences (`Criterion c1`). `chunk` and `text` are those the anchor
    /// names, nil if there is none.
    package static func failures(_ anchor: Anchor, chunk: Chunk?, text: String?, subject: String) -> [Failure] {
        let detail: [String: JSON] = [
            "chunk": .integer(Int64(anchor.chunk)), "start_line": .integer(Int64(anchor.startLine)),
            "end_line": .integer(Int64(anchor.endLine)),
        ]
        if let failure = rangeFailure(anchor, chunk, subject, detail) { return [failure] }
        var out = quotationFailures(anchor.quotation, subject, detail)
        guard let chunk else { return out }
        if chunk.chunkClass == .narrative {
            out.append(
                Failure(
                    .anchorNarrative,
                    "\(subject): \(chunk.place) is the agent's own summary, which proves nothing. "
                        + "Quote the work itself.",
                    detail: detail))
        }
        let isFound = text.map { occurs(anchor, in: $0, of: chunk) } ?? false
        if !isFound && !out.contains(where: { $0.code == .anchorControl }) {
            out.append(
                Failure(
                    .anchorNotFound,
                    "\(subject): the quotation does not stand in \(place(anchor, chunk)) of this version. "
                        + "Copy it from there, or name the lines where it stands.",
                    detail: detail))
        }
        return out
    }

    /// What is wrong with a place in a finding or a rejection: a place is enough, and what is quoted, if anything, must stand
    /// there, be it one character.
    package static func placeFailures(_ anchor: Anchor, chunk: Chunk?, text: String?, subject: String) -> [Failure] {
        failures(anchor, chunk: chunk, text: text, subject: subject).filter { failure in
            failure.code == .anchorRange || (failure.code == .anchorNotFound && !anchor.quotation.isEmpty)
        }
    }

    /// Whether a quotation needs a changed line of the diff: without them it would not be found there.
    static func liesInChangedLines(_ anchor: Anchor, text: String, of chunk: Chunk) -> Bool {
        let lines = lines(of: anchor, in: text, of: chunk)
        let unchanged = lines.filter { !isChanged($0) }
        return occurs(anchor.quotation, in: lines, kind: .diff)
            && !occurs(anchor.quotation, in: unchanged, kind: .diff)
    }

    private static func rangeFailure(
        _ anchor: Anchor, _ chunk: Chunk?, _ subject: String, _ detail: [String: JSON]
    ) -> Failure? {
        guard let chunk else {
            return Failure(
                .anchorRange, "\(subject): there is no part \(anchor.chunk) in this version. Name one that there is.",
                detail: detail)
        }
        guard anchor.startLine <= anchor.endLine, anchor.startLine >= chunk.startLine, anchor.endLine <= chunk.endLine
        else {
            return Failure(
                .anchorRange,
                "\(subject): lines \(anchor.startLine)–\(anchor.endLine) do not lie in \(chunk.place). "
                    + "Name lines of it.",
                detail: detail)
        }
        guard anchor.endLine - anchor.startLine < linesLimit else {
            return Failure(
                .anchorRange,
                "\(subject): lines \(anchor.startLine)–\(anchor.endLine) are more than \(linesLimit). "
                    + "Name the few that matter.",
                detail: detail)
        }
        return nil
    }

    private static func quotationFailures(
        _ quotation: String, _ subject: String, _ detail: [String: JSON]
    ) -> [Failure] {
        var out = [Failure]()
        let measure = TextMeasure(quotation)
        if let hidden = HiddenText.find(in: quotation).first(where: counts) {
            out.append(
                Failure(
                    .anchorControl,
                    "\(subject): the quotation holds an invisible character (\(hidden.name)). Quote text without it.",
                    detail: detail))
        }
        if measure.visibleCharacters < visibleFloor {
            out.append(
                Failure(
                    .anchorShort,
                    "\(subject): the quotation has \(measure.visibleCharacters) visible characters. "
                        + "Quote at least \(visibleFloor).",
                    detail: detail))
        } else if measure.lettersAndDigits < solidFloor {
            out.append(
                Failure(
                    .anchorWeak,
                    "\(subject): the quotation has \(measure.lettersAndDigits) letters or digits. "
                        + "Quote words or numbers, at least \(solidFloor) letters or digits.",
                    detail: detail))
        }
        return out
    }

    /// What holds an emoji together is no hiding place, as the whole emoji must stand in the text; the carriage return
    /// at the end of a copied line is white space.
    private static func counts(_ hidden: HiddenText.Finding) -> Bool {
        hidden.hiddenClass != .emojiJoiner && hidden.scalar != "\r"
    }

    // MARK: Finding it

    static func occurs(_ anchor: Anchor, in text: String, of chunk: Chunk) -> Bool {
        occurs(anchor.quotation, in: lines(of: anchor, in: text, of: chunk), kind: chunk.kind)
    }

    /// In a diff a quotation may leave out the marks of the first column.
    private static func occurs(_ quotation: String, in lines: [Substring], kind: ChunkKind) -> Bool {
        if VisibleText.occurs(quotation, in: lines.joined(separator: "\n")) { return true }
        guard kind == .diff else { return false }
        let unmarked = lines.map { line in
            line.unicodeScalars.first.map { "+- ".unicodeScalars.contains($0) } == true
                ? String(line.unicodeScalars.dropFirst()) : String(line)
        }
        return VisibleText.occurs(quotation, in: unmarked.joined(separator: "\n"))
    }

    private static func lines(of anchor: Anchor, in text: String, of chunk: Chunk) -> [Substring] {
        let lines = text.lines
        let first = anchor.startLine - chunk.startLine
        let last = min(anchor.endLine - chunk.startLine, lines.count - 1)
        return first >= 0 && first <= last ? Array(lines[first...last]) : []
    }

    /// By its mark; a file's header lines (`--- a/x`) are none.
    private static func isChanged(_ line: Substring) -> Bool {
        guard let mark = line.unicodeScalars.first, mark == "+" || mark == "-" else { return false }
        return !line.hasPrefix("+++ ") && !line.hasPrefix("--- ")
    }

    private static func place(_ anchor: Anchor, _ chunk: Chunk) -> String {
        anchor.startLine == anchor.endLine
            ? "\(chunk.path) line \(anchor.startLine)" : "\(chunk.path) lines \(anchor.startLine)–\(anchor.endLine)"
    }
}

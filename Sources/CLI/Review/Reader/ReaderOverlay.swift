import API
import Domain

/// Pages that cover the part for a moment.
enum Overlay: Equatable {
    /// What the work has to meet.
    case criteria
    /// What still stands against an approval.
    case missing
    case help
}

extension ReaderModel {
    func overlayRows(_ overlay: Overlay) -> [Text] {
        let lines: [Text] =
            switch overlay {
            case .criteria: criteriaLines
            case .missing: missingLines
            case .help: ReaderModel.helpLines
            }
        return lines.flatMap { Wrapping.rows($0, columns: size.columns) }
    }

    /// Keys while an overlay is open.
    mutating func leaf(_ key: Key, from top: Int) -> [Effect] {
        guard case .overlay(let overlay, _) = mode else { return [] }
        let last = max(0, overlayRows(overlay).count - bodyHeight)
        switch key {
        case .character(" ") where top < last, .pageDown where top < last:
            mode = .overlay(overlay, top: min(last, top + max(1, bodyHeight - 1)))
        case .character("b"), .pageUp: mode = .overlay(overlay, top: max(0, top - max(1, bodyHeight - 1)))
        case .character("j"), .down: mode = .overlay(overlay, top: min(last, top + 1))
        case .character("k"), .up: mode = .overlay(overlay, top: max(0, top - 1))
        default:
            mode = .reading
            if current == nil { return key == .character("q") ? [.leave] : open() }
        }
        return []
    }

    private var criteriaLines: [Text] {
        var lines: [Text] = [
            "\(review.summary.title, .bold)", "\(review.objective)", "",
            "Risk \(review.risk.rawValue, review.risk.style) · \(parts.count) parts", "",
            "\("What it has to meet", .bold)",
        ]
        for (number, criterion) in review.criteria.enumerated() {
            let answer: Text = criterion.answer.map { "\($0.rawValue, .bold)" } ?? "\("no answer yet", .waiting)"
            lines.append("\(number + 1). \(criterion.text) (\(answer))")
            if !criterion.evidence.isEmpty { lines.append("   shown by: \(criterion.evidence)") }
        }
        if !review.constraints.isEmpty { lines += ["", "\("What must not be", .bold)"] }
        lines += ReviewText.constraints(review).map { "\($0)" }
        if !review.notices.isEmpty { lines += ["", "\("Notices of the service", .bold)"] }
        lines += review.notices.map { "\("! ", .waiting)\($0, .waiting)" }
        return lines
    }

    private var missingLines: [Text] {
        let read: Text = "\(PartNames.unread(unreadCount))."
        guard !review.missing.isEmpty else {
            return [
                read, "",
                "Nothing stands against an approval. q leaves; then: countersign review approve \(review.summary.id)",
            ]
        }
        return [read, "", "\("What still stands against an approval", .bold)"]
            + review.missing.map { "\($0.code, .waiting): \($0.message)" }
            + ["", "a answers a criterion, m goes to what is not read, q leaves."]
    }

    private static let helpLines: [Text] = [
        "\("Reading", .bold)",
        "space, PgDn  a page on; at the end of a part, the next one: this says that you have read it",
        "b, PgUp      a page back", "j, k         a row down, up", "Home, End    the beginning, the end of the part",
        "n, p         the next, the previous part", "m            the next part that is not read",
        "g N          part N",
        "/            search in this part and in those opened before", "",
        "\("Judging", .bold)", "c            what the work has to meet", "v            select lines to quote, up to 12",
        "a            answer a criterion with the selected lines",
        "f            record a finding on the selected lines", "",
        "q            leave; what is read stays read",
        "",
        "A part counts as read when all of it was on the screen and you went on. After a minute or more without a key",
        "the reading is paused, so that your time away is not counted.",
    ]
}

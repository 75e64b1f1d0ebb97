import Domain

/// Who reviews a change quotes the change, not what was there before.
struct ChangedLinesRule: ReviewRule {
    let id = "changed-lines"
    let codes: [FailureCode] = [.anchorSpread]
    let phase = ReviewPhase.anchors
    let doc = "Of the quotations from diffs, at least half need a changed line to be found."

    func refusals(_ facts: ReviewFacts) -> [Failure] {
        var (changed, all) = (0, 0)
        for anchor in facts.anchors {
            guard let chunk = facts.chunk(anchor.chunk), chunk.kind == .diff,
                chunk.units.addedLines + chunk.units.deletedLines > 0, let text = facts.texts[anchor.chunk]
            else { continue }
            all += 1
            if AnchorCheck.liesInChangedLines(anchor, text: text, of: chunk) { changed += 1 }
        }
        guard changed * 2 < all else { return [] }
        return [
            Failure(
                .anchorSpread,
                "\(changed) of \(all) quotations from the diff show a changed line. "
                    + "Quote added or deleted lines in at least half.",
                detail: ["changed": .integer(Int64(changed)), "quotations": .integer(Int64(all))])
        ]
    }
}

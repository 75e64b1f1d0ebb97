import API
import Domain

/// Reading line by line, for screen readers, pipes and terminals without cursor control: nothing moves, nothing is drawn
/// twice, and no colour carries a meaning.
struct PlainReader {
    let session: ReviewSession
    let invocation: Invocation

    private enum Step { case next, back, stop }

    /// From the first part that is not read until the last one or a stop.
    func run(_ review: ReviewView) throws {
        try introduce(review)
        var isRead = review.chunks.map { !$0.needsReading }
        var place = isRead.firstIndex(of: false)
        while let now = place {
            let part = try session.serve(review.chunks[now].index)
            try print(part, review.chunks[now], count: review.chunks.count)
            switch try ask() {
            case .next:
                let reading = try session.acknowledge(part.index, part.receipt)
                isRead[now] = true
                try invocation.print("Acknowledged. \(sentence(reading))")
                place = isRead.indices.first { $0 > now && !isRead[$0] } ?? isRead.firstIndex(of: false)
            case .back: place = max(0, now - 1)
            case .stop:
                let reading = try session.pause()
                return try invocation.print(
                    "Stopped. \(sentence(reading)) Go on with: countersign review read \(session.review)")
            }
        }
        try session.pause()
        try conclude(session.show())
    }

    /// One part, and whether it is acknowledged. Without that the attention stays on it, so that the time of reading it
    /// counts until the acknowledgement comes.
    func print(part number: Int, of review: ReviewView, acknowledges: Bool) throws {
        guard let summary = review.chunks.first(where: { $0.index == PartNames.index(number) }) else {
            throw Failure(.notFound, "review \(session.review) has no part \(number): it has \(review.chunks.count)")
        }
        let part = try session.serve(summary.index)
        if invocation.wantsJSON {
            try invocation.print(jsonLine: part)
        } else {
            try print(part, summary, count: review.chunks.count)
        }
        guard acknowledges else { return }
        let reading = try session.acknowledge(part.index, part.receipt)
        if !invocation.wantsJSON { try invocation.confirm("Acknowledged. \(sentence(reading))") }
    }

    private func introduce(_ review: ReviewView) throws {
        var lines: [Text] = [
            "\(review.summary.title)", "\(review.objective)", "", "What it has to meet:",
        ]
        lines += review.criteria.map { "  \($0.id): \($0.text)" }
        if !review.constraints.isEmpty {
            lines += ["", "What must not be:"] + ReviewText.constraints(review).map { "  \($0)" }
        }
        lines += review.notices.map { "Notice: \($0)" }
        try invocation.print(lines + [""])
    }

    private func print(_ part: ChunkView, _ summary: ChunkSummary, count: Int) throws {
        let place = PartNames.place(path: part.path, part.startLine, part.endLine)
        let section = summary.section.isEmpty ? "" : ", section \(summary.section)"
        let read = summary.needsReading ? "not read yet" : "read"
        var lines: [Text] = [
            "Part \(PartNames.number(part.index)) of \(count): \(place), \(part.kind)\(section), \(read)"
        ]
        lines += part.warnings.map { "Warning: \($0)" } + [""]
        lines += PartText(part).lines.map { line in
            line.mark == .none || line.mark == .header
                ? Text(block: line.shown) : Text(block: line.mark.sign + line.shown)
        }
        try invocation.print(lines + ["", "End of part \(PartNames.number(part.index))."])
    }

    private func ask() throws -> Step {
        while true {
            try invocation.print("Enter: I have read it, go on. b: back. s: stop.")
            // Without anybody there, nothing is called read.
            guard let line = try invocation.terminal.readLine() else { return .stop }
            switch line {
            case "": return .next
            case "b": return .back
            case "s", "q": return .stop
            default: continue
            }
        }
    }

    /// As the service counts: what was acknowledged faster than anybody reads is not read.
    private func sentence(_ reading: ReadingView) -> String {
        let text = PartNames.unread(reading.partsTotal - reading.partsRead)
        return text.prefix(1).uppercased() + text.dropFirst() + "."
    }

    private func conclude(_ review: ReviewView) throws {
        try invocation.print("")
        guard !review.missing.isEmpty else {
            return try invocation.print(
                "Nothing stands against an approval: countersign review approve \(session.review)")
        }
        try invocation.print(
            ["Still between this review and an approval:"]
                + review.missing.flatMap { ReviewText.missing($0.code, $0.message, review: session.review) })
    }
}

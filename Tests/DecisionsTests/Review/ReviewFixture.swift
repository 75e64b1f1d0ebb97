import Decisions
import Domain

/// A review of an output of three sections and two criteria, done well; tests spoil one thing.
enum ReviewFixture {
    static let now = 1_780_000_000_000

    static let report = """
        # Weekly summary
        Fourteen tickets came in, nine about billing.

        ## Details
        The refund form rejects amounts over 1,000 euro since Tuesday.

        ## Outlook
        A fix is planned for the first week of September.

        """

    static let standing = ReviewerStanding(
        actor: .person(id: "per_r"), isHuman: true, accountIDs: ["per_r"],
        involvements: [
            Involvement(role: .requester, personID: "per_q", what: "run run_1", atMilliseconds: now - 1_000)
        ],
        delegations: [], nowMilliseconds: now)

    static let good = facts(
        of: [Chunker.File(path: "report.md", kind: .document, bytes: Array(report.utf8))], risk: .shared,
        criteria: 2,
        anchors: [
            Anchor(chunk: 0, startLine: 2, endLine: 2, quotation: "nine about billing"),
            Anchor(chunk: 2, startLine: 8, endLine: 8, quotation: "first week of September"),
        ])

    /// Everything read at the planned pace, criterion `n` answered pass with anchor `n`.
    static func facts(of files: [Chunker.File], risk: Risk, criteria: Int, anchors: [Anchor]) -> ReviewFacts {
        let chunks = Chunker.chunks(of: files)
        var texts = [Int: String]()
        for chunk in chunks {
            guard let file = files.first(where: { $0.path == chunk.path }) else { continue }
            texts[chunk.index] = String(decoding: file.bytes[chunk.byteRange], as: UTF8.self)
        }
        return ReviewFacts(
            risk: risk, settings: ReviewSettings(), reviewer: standing,
            criteria: (0..<criteria).map { ReviewCriterion(id: "c\($0 + 1)", text: "criterion \($0 + 1)") },
            chunks: chunks.map {
                ChunkFacts(
                    chunk: $0, servedOrder: $0.index + 1, isAcknowledged: true,
                    creditedMilliseconds: $0.units.plannedMilliseconds(by: ReviewSettings()))
            },
            texts: texts,
            responses: (0..<criteria).map { index in
                CriterionResponse(
                    criterionID: "c\(index + 1)", answer: .pass,
                    anchors: anchors.indices.contains(index) ? [anchors[index]] : [])
            },
            findings: [])
    }

    /// An anchor in the chunk, as a reader finds one: the first lines with a stretch of visible text that is long
    /// enough. Nil if there are none.
    static func anchor(in chunk: Chunk, text: String) -> Anchor? {
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        for first in lines.indices {
            for last in first..<min(first + 12, lines.count, chunk.endLine - chunk.startLine + 1) {
                let visible = lines[first...last].joined(separator: "\n".unicodeScalars)
                    .split { HiddenText.isHidden($0) && $0 != "\r" }
                for stretch in visible {
                    let anchor = Anchor(
                        chunk: chunk.index, startLine: chunk.startLine + first, endLine: chunk.startLine + last,
                        quotation: String(String.UnicodeScalarView(stretch)))
                    if AnchorCheck.failures(anchor, chunk: chunk, text: text, subject: "").isEmpty { return anchor }
                }
            }
        }
        return nil
    }

    static func codes(_ facts: ReviewFacts, _ verdict: Verdict = .approve) -> [FailureCode] {
        guard case .refused(let failures) = ReviewDecision.decide(verdict: verdict, facts: facts) else { return [] }
        return failures.map(\.code)
    }

    static func flags(_ facts: ReviewFacts) -> [ReviewFlag.Code]? {
        guard case .accepted(let flags) = ReviewDecision.decide(verdict: .approve, facts: facts) else { return nil }
        return flags.map(\.code)
    }

    static func finding(blocking: Bool = true, closure: FindingFacts.Closure? = nil) -> FindingFacts {
        FindingFacts(
            id: "fnd_1", authorID: "per_a", authorName: "Ada", title: "the sum is wrong", isBlocking: blocking,
            version: 1,
            closure: closure)
    }
}

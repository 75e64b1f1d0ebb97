import API
import Domain

@testable import CLI

/// A review of three parts, the texts of which a test chooses.
struct ReviewFixture {
    static let digest = Digest.of("the work")

    var texts = ["alpha one\nalpha two\n", "beta one\nbeta two\n", "gamma one\ngamma two\n"]
    var kinds = ["prose", "prose", "prose"]
    /// By index: read, and slowly enough.
    var read: [Int: Bool] = [:]
    var missing: [MissingView] = []
    var answers: [String: CriterionAnswer] = [:]
    var title = "Release notes"

    static func startLine(_ index: Int) -> Int { 10 * (index + 1) }

    var review: ReviewView {
        ReviewView(
            summary: ReviewSummary(
                id: "rev_1", output: "out_1", version: 2, title: title, reviewer: "rob", state: "open",
                assignedAt: Timestamp(secondsSince1970: 1_800_000_000),
                dueAt: Timestamp(secondsSince1970: 1_800_086_400), plannedSeconds: 150, run: "run_1"),
            run: "run_1", objective: "Tell users what changed.", risk: .routine, contentDigest: ReviewFixture.digest,
            criteria: ["c1", "c2"].map {
                CriterionView(
                    id: $0, text: "Criterion \($0) is met", evidence: "a quotation", answer: answers[$0], reason: "")
            },
            constraints: ["No customer names"],
            chunks: texts.indices.map { index in
                let part = part(index)
                return ChunkSummary(
                    index: index, path: part.path, kind: part.kind, section: "Result", startLine: part.startLine,
                    endLine: part.endLine, isRead: read[index] != nil, isSlowEnough: read[index] ?? false)
            },
            findings: [], notices: [], missing: missing)
    }

    func part(_ index: Int, receipt: String? = nil) -> ChunkView {
        let text = texts[index]
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count - (text.hasSuffix("\n") ? 1 : 0)
        return ChunkView(
            index: index, count: texts.count, path: "notes.md", kind: kinds[index],
            startLine: ReviewFixture.startLine(index), endLine: ReviewFixture.startLine(index) + lines - 1, text: text,
            digest: Digest.of(text), visibleText: HiddenText.render(text), warnings: [],
            receipt: receipt ?? "receipt-\(index)")
    }

    /// A service that knows this review: shows, serves, acknowledges, pauses.
    func service() throws -> StubService {
        let service = StubService()
        let path = "/v1/teams/demo/reviews/rev_1"
        try service.answer("GET \(path)", review)
        for index in texts.indices {
            try service.answer("POST \(path)/chunks/\(index)/serve", part(index))
            try service.answer(
                "POST \(path)/chunks/\(index)/acknowledge",
                ReadingView(partsRead: Set(read.keys).union(0...index).count, partsTotal: texts.count))
        }
        try service.answer("POST \(path)/pause", ReadingView(partsRead: read.count, partsTotal: texts.count))
        return service
    }
}

extension StubService {
    /// What was asked about the review, in short: `serve 0`, `acknowledge 0 receipt-0`, `pause`, `show`.
    var steps: [String] {
        asked.map { asked in
            let words = asked.line.split(whereSeparator: { $0 == "/" || $0 == " " }).map(String.init)
            guard let place = words.firstIndex(of: "chunks") else {
                return words.last == "rev_1" ? "show" : words.last ?? ""
            }
            let receipt = asked.body?["receipt"]?.string.map { " " + $0 } ?? ""
            return "\(words[place + 2]) \(words[place + 1])\(receipt)"
        }
    }
}

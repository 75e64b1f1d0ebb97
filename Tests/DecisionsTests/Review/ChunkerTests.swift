import Decisions
import Domain
import Testing

@Suite struct ChunkerTests {
    private static func chunks(_ path: String, _ kind: OutputKind, _ text: String, narrative: Bool = false) -> [Chunk] {
        Chunker.chunks(of: [.init(path: path, kind: kind, bytes: Array(text.utf8), isNarrative: narrative)])
    }

    /// `kind class start–end`, one line each.
    private static func outline(_ chunks: [Chunk]) -> [String] {
        chunks.map { "\($0.kind.rawValue) \($0.chunkClass.rawValue) \($0.startLine)–\($0.endLine)" }
    }

    @Test func proseByHeading() {
        let text = "# Title\n## Week 31\n\nTwo words.\n\nMore.\n\n## Week 32\nText.\n"
        #expect(Self.outline(Self.chunks("r.md", .document, text)) == ["prose result 1–7", "prose result 8–9"])
    }

    @Test func anAnalysisByItsParts() {
        let text = """
            # Churn in Q3
            Intro.
            ## Question
            Does price matter?
            ## Data and sources
            | a | b |
            |---|---|
            | 1 | 2 |

            ### Cleaning
            Rows dropped: 3.
            ## Method
            Regression.
            ```sql
            SELECT 1
            ```
            ## Results
            It does.
            ## Limits
            One quarter.
            ## Appendix
            Thanks.

            """
        #expect(
            Self.outline(Self.chunks("analysis.md", .analysis, text)) == [
                "prose result 1–2", "prose question 3–4", "prose data 5–5", "table data 6–9", "prose data 10–11",
                "prose method 12–13", "code code 14–16", "prose result 17–18", "prose conclusion 19–20",
                "prose result 21–22",
            ])
    }

    @Test(arguments: [
        ("data/tickets.csv", OutputKind.analysis, ChunkClass.data), ("method.md", .analysis, .method),
        ("code/fit.py", .analysis, .code), ("fit.py", .analysis, .code), ("notes.md", .analysis, .result),
        ("results/summary.md", .analysis, .result), ("tickets.csv", .data, .data), ("a.swift", .code, .code),
        ("method.md", .document, .result), ("mail.txt", .message, .result),
    ])
    func classesByPath(path: String, kind: OutputKind, expected: ChunkClass) {
        #expect(Self.chunks(path, kind, "some text here\n").map(\.chunkClass) == [expected])
    }

    @Test func theAgentsSummaryIsNarrative() {
        let text = "## Method\nI ran it, all tests pass.\n\n```\nok all green here\n```\n"
        let chunks = Self.chunks("summary.md", .analysis, text, narrative: true)
        #expect(Set(chunks.map(\.chunkClass)) == [.narrative])
        #expect(chunks.allSatisfy { !$0.isQuotable })
    }

    @Test func aDiffByHunk() {
        let text = """
            diff --git a/a.py b/a.py
            index 1..2 100644
            --- a/a.py
            +++ b/a.py
            @@ -1,3 +1,4 @@
             one
            -two
            +deux
            +trois
             four
            diff --git a/b.py b/b.py
            --- a/b.py
            +++ b/b.py
            @@ -1 +1 @@
            --- not a header but a deleted line
            +x
            \\ No newline at end of file

            """
        let chunks = Self.chunks("change.diff", .code, text)
        #expect(Self.outline(chunks) == ["diff code 1–10", "diff code 11–17"])
        #expect(
            chunks.map(\.units) == [
                ReadingUnits(addedLines: 2, deletedLines: 1, contextLines: 7),
                ReadingUnits(addedLines: 1, deletedLines: 1, contextLines: 5),
            ])
    }

    /// Prose does not get cheaper by being called a diff: beyond a hunk's own count a line is an added one.
    @Test func contextBeyondTheHunkIsAdded() {
        let text = "@@ -1,1 +1,1 @@\n context\n not in the hunk\n nor this\n"
        #expect(
            Self.chunks("x.patch", .code, text).map(\.units) == [ReadingUnits(addedLines: 2, contextLines: 2)])
        #expect(Self.chunks("x.patch", .document, text).map(\.kind) == [.code])
    }

    @Test func aHunkTooLongIsCutByLines() {
        let lines = (0..<150).map { "+line number \($0)\n" }.joined()
        let chunks = Self.chunks("x.diff", .code, "@@ -0,0 +1,150 @@\n" + lines)
        #expect(chunks.count >= 3)
        #expect(chunks.map(\.units.addedLines).reduce(0, +) == 150)
        #expect(chunks.allSatisfy { $0.units.effectiveLines <= 60 })
    }

    @Test(arguments: [
        ("t.csv", "a,b,c\n1,\"x,y\",3\n", 6), ("t.csv", "a;b,c;d\n1;2;3\n", 6), ("t.tsv", "a\tb\n1\t2\n", 4),
        ("t.json", "{\"a\": 1, \"b\": [true, \"x:y\", null]}\n", 4), ("t.jsonl", "{\"a\":1}\n{\"a\":\"}\"}\n", 2),
        ("t.csv", "a,\"two\nlines\"\n1,2\n", 4), ("t.md", "| a | b |\n|---|---|\n| 1 | x\\|y |\n", 4),
        ("t.md", "a | b\n--|--\n1 | 2\n", 4), ("t.json", "{\"open\n{\"y\": 2}\n", 2),
    ])
    func cells(path: String, text: String, cells: Int) {
        let chunks = Self.chunks(path, .data, text)
        #expect(chunks.map(\.kind) == [.table])
        #expect(chunks.map(\.units.cells) == [cells])
    }

    /// A long cell is prose in a box.
    @Test func proseInCellsCountsAsWords() {
        let cell = Array(repeating: "word", count: 100).joined(separator: " ")
        #expect(Self.chunks("t.csv", .data, "1,\(cell)\n").map(\.units) == [ReadingUnits(words: 92, cells: 2)])
    }

    @Test func logsAndPayloads() {
        let log = Self.chunks("run.log", .data, String(repeating: "step done\n", count: 250))
        #expect(log.map(\.units.contextLines).reduce(0, +) == 250)
        let payload = Chunker.actionPayload(name: "push", bytes: Array(String(repeating: "to: a@b\n", count: 100).utf8))
        #expect(payload.map(\.kind) == Array(repeating: .actionPayload, count: payload.count))
        #expect(payload.map(\.units.actionLines).reduce(0, +) == 100)
        #expect(payload.count >= 2)
    }

    /// Whatever a file is called, its bytes decide whether it is text; one stray byte does not make it opaque.
    @Test(
        arguments: [
            ("x.png", Array("print('hello world')\n".utf8), ChunkKind.code), ("x.png", [0x89, 0, 1, 2, 3, 4], .chart),
            ("x.md", [0x89, 0, 1, 2, 3, 4], .opaque), ("x.md", Array("a long enough text\n".utf8) + [0], .prose),
            ("x.md", Array("a long enough text\n".utf8) + [0xFF], .prose), ("x.md", [], .prose),
        ] as [(String, [UInt8], ChunkKind)])
    func textOrNot(path: String, bytes: [UInt8], kind: ChunkKind) {
        let chunks = Chunker.chunks(of: [.init(path: path, kind: .document, bytes: bytes)])
        #expect(chunks.map(\.byteRange) == [0..<bytes.count])
        let expected = path.hasSuffix("png") && kind == .code ? ChunkKind.prose : kind
        #expect(chunks.map(\.kind) == [expected])
    }

    /// Marks by which an author hides text: each word of it is there to be read.
    @Test(arguments: [
        "<details>\n<summary>Generated</summary>\n\nsecret clause\n\n</details>\n", "<!-- secret clause -->\n",
        "*.md linguist-generated -diff\n", "[//]: # (secret clause)\n", "<span style=\"color:white\">secret</span>\n",
    ])
    func hidingMarksAreIgnored(text: String) {
        let words = Self.chunks("r.md", .document, text).map(\.units.words).reduce(0, +)
        #expect(words >= TextMeasure(text).words)
    }

    @Test func aVeryLongLineIsCut() {
        let line = String(repeating: "0123456789", count: 2_000)
        let chunks = Self.chunks("min.js", .code, line)
        #expect(chunks.count >= 5)
        #expect(chunks.allSatisfy { $0.startLine == 1 && $0.endLine == 1 && $0.units.addedLines <= 60 })
        // Each piece counts for itself, hence a little over 20,000 / 80.
        #expect((250...280).contains(chunks.map(\.units.addedLines).reduce(0, +)))
    }

    /// "Three lines buried in 5,000": blank lines do not make a chunk longer than can be overseen.
    @Test func nothingIsBuriedUnderBlankLines() {
        let text = "top\n" + String(repeating: "\n", count: 1_000) + "danger\n"
        let chunks = Self.chunks("r.md", .document, text)
        #expect(chunks.allSatisfy { $0.endLine - $0.startLine < 200 })
        #expect(chunks.count >= 5)
    }

    @Test(arguments: [
        ("ok\n", false), ("}\n}\n}\n}\n}\n}\n}\n}\n}\n}\n}\n}\n}\n", false), ("twelve chars ok\n", true),
        ("a\n\n\n\n\n\n\n\n\n\n\n\n\n\nbcdefghijkl\n", false), ("abcdef\nghijkl\n", true),
        ("----------------\n", false),
    ])
    func quotable(text: String, expected: Bool) {
        #expect(Self.chunks("r.md", .document, text).contains { $0.isQuotable } == expected)
    }
}

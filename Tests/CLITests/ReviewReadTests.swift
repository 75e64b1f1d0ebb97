import API
import Domain
import Testing

@testable import CLI

/// Reading without cursor control, as transcripts.
@Suite struct ReviewReadTests {
    private let read = ["review", "read", "rev_1"]

    @Test func printsPartAfterPartAndWaits() throws {
        var fixture = ReviewFixture(read: [0: true])
        fixture.texts[2] = "gamma \u{1b}[2J\u{202e}\n"
        let service = try fixture.service()
        let outcome = countersign(read, service: service, input: ["", "?", "b", "s"])
        #expect(
            outcome
                == Outcome(
                    code: .ok,
                    output: """
                        Release notes
                        Tell users what changed.

                        What it has to meet:
                          c1: Criterion c1 is met
                          c2: Criterion c2 is met

                        What must not be:
                          1. No customer names

                        Part 2 of 3: notes.md, lines 20–21, prose, section Result, not read yet

                        beta one
                        beta two

                        End of part 2.
                        Enter: I have read it, go on. b: back. s: stop.
                        Acknowledged. One part not read yet.
                        Part 3 of 3: notes.md, line 30, prose, section Result, not read yet

                        gamma ⟦U+001B escape⟧[2J⟦U+202E RIGHT-TO-LEFT OVERRIDE⟧

                        End of part 3.
                        Enter: I have read it, go on. b: back. s: stop.
                        Enter: I have read it, go on. b: back. s: stop.
                        Part 2 of 3: notes.md, lines 20–21, prose, section Result, not read yet

                        beta one
                        beta two

                        End of part 2.
                        Enter: I have read it, go on. b: back. s: stop.
                        Stopped. Two parts not read yet. Go on with: countersign review read rev_1

                        """, error: ""))
        #expect(service.steps == ["show", "serve 1", "acknowledge 1 receipt-1", "serve 2", "serve 1", "pause"])
    }

    @Test func nobodyThereReadsNothing() throws {
        let service = try ReviewFixture().service()
        #expect(countersign(read, service: service).code == .ok)
        #expect(service.steps == ["show", "serve 0", "pause"])
    }

    @Test func theEndSaysWhatIsMissing() throws {
        let missing = MissingView(code: "criteria_open", message: "Criterion c1 has no answer.")
        let service = try ReviewFixture(read: [0: true, 1: true], missing: [missing]).service()
        let output = countersign(read + ["--plain", "--no-color"], service: service, input: [""], isTerminal: true)
            .output
        #expect(
            output.hasSuffix(
                """
                Acknowledged. All parts read.

                Still between this review and an approval:
                  criteria_open: Criterion c1 has no answer.
                    countersign review answer rev_1 CRITERION ANSWER --quote TEXT

                """))
    }

    @Test func onePartWithAndWithoutAcknowledgement() throws {
        let service = try ReviewFixture().service()
        #expect(countersign(read + ["--part", "2"], service: service).output.hasSuffix("beta two\n\nEnd of part 2.\n"))
        #expect(
            countersign(read + ["--part", "2", "--ack"], service: service).output.hasSuffix(
                "End of part 2.\nAcknowledged. One part not read yet.\n"))
        #expect(service.steps == ["show", "serve 1", "show", "serve 1", "acknowledge 1 receipt-1"])
        let outcome = countersign(read + ["--part", "9"], service: service)
        #expect(outcome.code == .failed)
        #expect(outcome.error == "countersign: review rev_1 has no part 9: it has 3 (not_found)\n")
    }

    @Test func jsonGivesALineAPart() throws {
        let service = try ReviewFixture(texts: ["a\u{1b}\n", "b\n", "c\n"]).service()
        let lines = countersign(read + ["--json"], service: service).output.split(separator: "\n")
        let texts = try lines.map { try JSON(text: String($0))["text"]?.string }
        #expect(texts == ["a\u{1b}\n", "b\n", "c\n"])
        #expect(!lines.joined().unicodeScalars.contains("\u{1b}"))
        #expect(service.steps == ["show", "serve 0", "serve 1", "serve 2", "pause"])
    }

    @Test(arguments: [
        (["--pace", "300"], "--pace belongs to --all"), (["--ack"], "--ack belongs to --part"),
        (["--all", "--part", "1"], "--all and --part exclude each other"),
    ])
    func refusesWhatMakesNoSense(_ options: [String], _ message: String) {
        let outcome = countersign(read + options)
        #expect(outcome.code == .usage)
        #expect(outcome.error.hasPrefix("countersign: \(message)\n"))
    }

    @Test func theScriptedReaderTakesItsTime() throws {
        let words = Array(repeating: "word", count: 119).joined(separator: " ") + "\n"
        let before = ReviewFixture(texts: [words, "a,b,c\n"], kinds: ["prose", "table"])
        var after = before
        after.read = [0: true, 1: true]
        let service = try before.service()
        try service.answer("GET /v1/teams/demo/reviews/rev_1", after.review)
        let terminal = RecordedTerminal(
            environment: [
                "COUNTERSIGN_TOKEN": "secret", "COUNTERSIGN_TEAM": "demo", "COUNTERSIGN_LOGIN_FILE": "/nonexistent/c",
            ])
        nonisolated(unsafe) let shared = service  // used by this one thread only
        let code = Program(terminal: terminal, connect: { _, _ in shared }).run(read + ["--all"])
        #expect(code == .ok)
        #expect(
            terminal.error == """
                scripted reader: part 1 of 2, 30 s
                scripted reader: part 2 of 2, 3 s
                scripted reader: all parts read

                """)
        // 119 words at 252 ms, three cells at a second.
        #expect(terminal.pausesMilliseconds == [29_988, 3_000])
        #expect(
            service.steps == [
                "show", "serve 0", "acknowledge 0 receipt-0", "serve 1", "acknowledge 1 receipt-1", "pause", "show",
            ])
    }

    @Test func theScriptedReaderGivesUpWhenItNeverGetsThere() throws {
        let service = try ReviewFixture(texts: ["a\n"], kinds: ["prose"]).service()
        #expect(countersign(read + ["--all"], service: service).code == .failed)
        #expect(service.steps.count { $0 == "serve 0" } == 3)
    }

    @Test(arguments: [
        ("prose", "one two three four", ReadingUnits(words: 4)),
        ("diff", "@@ -1 +1 @@\n-a\n+b\n c\n", ReadingUnits(addedLines: 1, deletedLines: 1, contextLines: 2)),
        ("code", "let a = 1\n\nlet b = 2\n", ReadingUnits(addedLines: 2)),
        ("log", "started\n", ReadingUnits(contextLines: 1)),
        ("table", "a;b;c\n1;2;3\n", ReadingUnits(cells: 6)),
        ("action_payload", "x\n", ReadingUnits(actionLines: 1)),
        ("chart", "image", ReadingUnits(images: 1)),
    ])
    func estimatesInTheUnitsOfTheService(_ kind: String, _ text: String, _ units: ReadingUnits) {
        #expect(ReadingPace.units(ReviewFixture(texts: [text], kinds: [kind]).part(0)) == units)
    }
}

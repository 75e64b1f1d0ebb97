import API
import Domain
import Testing

@testable import CLI

/// The reader without a terminal: keys in, effects out.
@Suite struct ReaderModelTests {
    /// A model with its own obedient service: every effect succeeds at once.
    private struct Reader {
        var model: ReaderModel
        var fixture: ReviewFixture
        var effects: [ReaderModel.Effect] = []
        var served = 0
        /// The service finds everything too fast.
        var isHasty = false

        init(_ fixture: ReviewFixture, columns: Int = 40, rows: Int = 10) {
            self.fixture = fixture
            model = ReaderModel(fixture.review)
            send(.started(ScreenSize(columns: columns, rows: rows)))
        }

        mutating func send(_ event: ReaderModel.Event) {
            var queue = model.handle(event)
            while !queue.isEmpty {
                let effect = queue.removeFirst()
                effects.append(effect)
                switch effect {
                case .serve(let index):
                    served += 1
                    queue += model.handle(.served(fixture.part(index, receipt: "r\(served)")))
                case .acknowledge(let index, _):
                    fixture.read[index] = !isHasty
                    let partsRead = fixture.read.values.count { $0 }
                    queue += model.handle(.acknowledged(index: index, partsRead: partsRead))
                case .refresh: queue += model.handle(.refreshed(fixture.review))
                case .answer(let criterion, let answer, _, _):
                    fixture.answers[criterion] = answer
                    queue += model.handle(.answered(fixture.review))
                case .find, .pause, .suspend, .leave: break
                }
            }
        }

        /// What the keys set off.
        mutating func press(_ keys: String) -> [ReaderModel.Effect] {
            effects = []
            for key in keys { send(.key(key == "\n" ? .enter : key == "\u{1b}" ? .escape : .character(key))) }
            return effects
        }

        /// Without the spaces at which rows were broken.
        var screen: [String] {
            model.frame().map { row in
                var text = row.plain
                while text.last == " " { text.removeLast() }
                return text
            }
        }
    }

    private static let long = (1...40).map { "line \($0)\n" }.joined()

    @Test func whoBeginsSeesTheCriteriaThenTheFirstPart() {
        var reader = Reader(ReviewFixture())
        #expect(reader.effects == [])
        #expect(reader.screen.contains("1. Criterion c1 is met (no answer yet)"))
        #expect(reader.press("x") == [.serve(index: 0)])
        #expect(
            reader.screen == [
                "Part 1 of 3 · notes.md, lines 10–11 ·", "prose", "Result", "", " 10 alpha one", " 11 alpha two", "",
                "",
                "", " part 1 of 3 · end of part · three part…",
            ])
    }

    @Test(
        arguments: [
            ([:], nil), ([0: true], 1), ([0: true, 2: true], 1), ([0: true, 1: false, 2: true], 1),
            ([0: true, 1: true, 2: true], 0),
        ] as [([Int: Bool], Int?)])
    func resumesAtTheFirstPartThatHasToBeRead(_ read: [Int: Bool], _ first: Int?) {
        let reader = Reader(ReviewFixture(read: read))
        #expect(reader.effects == (first.map { [.serve(index: $0)] } ?? []))
    }

    @Test func aPartIsAcknowledgedOnlyAfterItsEndWasShown() {
        var reader = Reader(ReviewFixture(texts: [Self.long, "beta one\n", "gamma one\n"]))
        _ = reader.press("x")
        #expect(reader.press("n") == [.serve(index: 1)])
        #expect(reader.model.parts.map(\.isRead) == [false, false, false])
        #expect(reader.screen.contains("Part 1 stays unread: not all of it has"))
        #expect(reader.press("p") == [.acknowledge(index: 1, receipt: "r2"), .serve(index: 0)])
        // A page at a time, 44 rows with the heading, in pages of 8 that overlap by none of what was not seen.
        #expect(reader.press("     ") == [])
        #expect(reader.press("n") == [.acknowledge(index: 0, receipt: "r3"), .serve(index: 1)])
    }

    @Test func theEndAloneIsNotThePart() {
        var reader = Reader(ReviewFixture(texts: [Self.long, "beta one\n", "gamma one\n"]))
        _ = reader.press("x")
        reader.send(.key(.end))
        #expect(reader.press(" ") == [.serve(index: 1)])
        #expect(reader.model.parts[0].isRead == false)
    }

    @Test func theLastPartEndsWithWhatIsMissing() {
        let missing = MissingView(code: "criteria_open", message: "Criterion c1 has no answer.")
        var reader = Reader(ReviewFixture(read: [0: true, 1: true], missing: [missing]), columns: 60)
        #expect(reader.press(" ") == [.acknowledge(index: 2, receipt: "r1"), .refresh])
        #expect(
            reader.screen.prefix(4) == [
                "all parts read.", "", "What still stands against an approval",
                "criteria_open: Criterion c1 has no answer.",
            ])
        // Once more says nothing twice to the service.
        #expect(reader.press("\u{1b} ") == [.refresh])
    }

    @Test func leavingAcknowledgesNothing() {
        var reader = Reader(ReviewFixture(read: [0: true]))
        #expect(reader.press("q") == [.pause, .leave])
        var other = Reader(ReviewFixture(read: [0: true]))
        other.effects = []
        other.send(.ended)
        #expect(other.effects == [.pause, .leave])
    }

    @Test func mGoesToWhatIsMissing() {
        var reader = Reader(ReviewFixture(texts: [Self.long, "b\n", "c\n"], read: [1: true]))
        #expect(reader.press("m") == [.serve(index: 2)])
        #expect(reader.press("m") == [.acknowledge(index: 2, receipt: "r2"), .serve(index: 0)])
        #expect(reader.press("m") == [])
    }

    @Test func whatWentByTooFastIsReadAgain() {
        var reader = Reader(ReviewFixture(read: [0: true, 1: false, 2: true]))
        #expect(reader.effects == [.serve(index: 1)])
        #expect(reader.model.tooFastCount == 1)
        #expect(reader.press(" ") == [.acknowledge(index: 1, receipt: "r1"), .refresh])
    }

    @Test func hasteIsToldAtOnceAndOnlyTheServiceMeasuresIt() {
        var reader = Reader(ReviewFixture(read: [0: true]), columns: 70)
        reader.isHasty = true
        #expect(reader.press(" ") == [.acknowledge(index: 1, receipt: "r1"), .serve(index: 2), .refresh])
        #expect(reader.model.parts.map(\.isTooFast) == [false, true, false])
        #expect(reader.screen.contains("Part 2 went by faster than anybody reads: m goes back to it."))
        reader.isHasty = false
        #expect(reader.press("m") == [.acknowledge(index: 2, receipt: "r2"), .serve(index: 1), .refresh])
    }

    @Test func gGoesToAPartByItsNumber() {
        var reader = Reader(ReviewFixture(read: [0: true]))
        #expect(reader.press("g3\n") == [.acknowledge(index: 1, receipt: "r1"), .serve(index: 2)])
        #expect(reader.press("g9\n") == [])
        #expect(reader.screen.contains("There is no part 9."))
    }

    @Test func whoIsAwayIsPausedOnceAndComesBackToTheSamePlace() {
        var reader = Reader(ReviewFixture(texts: [Self.long, "b\n", "c\n"], read: [1: true]))
        _ = reader.press("jjj")
        reader.effects = []
        reader.send(.idle)
        reader.send(.idle)
        #expect(reader.effects == [.pause])
        let before = reader.model.top
        // The key that wakes does nothing else.
        #expect(reader.press(" ") == [.serve(index: 0)])
        #expect(reader.model.top == before)
        #expect(reader.model.parts[0].receipt == "r2")
    }

    @Test func aLongPartOnOneScreenIsNotMistakenForAbsence() {
        let words = Array(repeating: "word", count: 350).joined(separator: " ")
        let reader = Reader(ReviewFixture(texts: [words, "b\n", "c\n"], read: [1: true]))
        // 350 words at 238 a minute.
        #expect(reader.model.idleSeconds == 89)
        #expect(Reader(ReviewFixture()).model.idleSeconds == 60)
    }

    @Test func searchGoesThroughThisPartAndThoseOpened() {
        var reader = Reader(ReviewFixture(texts: [Self.long, "needle here\n", "needle there\n"], read: [1: true]))
        _ = reader.press("/LINE 33\n")
        #expect(reader.screen.contains("`LINE 33` does not occur in the parts"))
        _ = reader.press("/line 33\n")
        #expect(reader.screen.contains(">42 line 33"))
        // Part 3 has not been opened: nobody is led to what was not served.
        #expect(reader.press("/needle\n") == [])
        #expect(reader.press("n") == [.serve(index: 1)])
        #expect(reader.press("p") == [.serve(index: 0)])
        #expect(reader.press("/needle\n") == [.serve(index: 1)])
        #expect(reader.screen.contains(">20 needle here"))
    }

    @Test func answersWithTheSelectedLines() {
        var reader = Reader(ReviewFixture(read: [0: true]), rows: 16)
        let anchor = Anchor(chunk: 1, startLine: 20, endLine: 21, quotation: "beta one\nbeta two")
        #expect(reader.press("vvja1\np") == [])
        #expect(reader.screen.contains("Why, if there is more to say (Enter"))
        #expect(reader.press("fine\n") == [.answer(criterion: "c1", .pass, reason: "fine", anchor)])
        #expect(reader.screen.contains("Answered."))
        #expect(reader.model.selection == nil)
        // By its id, and without a quotation; the service will say what it thinks of that.
        #expect(reader.press("ac2\nt\n") == [.answer(criterion: "c2", .cannotTell, reason: "", nil)])
    }

    @Test func nothingIsPreselected() {
        var reader = Reader(ReviewFixture(read: [0: true]))
        #expect(reader.press("a\n") == [])
        #expect(reader.screen.contains("There is no criterion ."))
        #expect(reader.press("a1\n\n\nx") == [])
    }

    @Test func aRefusedAnswerIsGivenBackToItsWriter() {
        var model = ReaderModel(ReviewFixture(read: [0: true]).review)
        _ = model.handle(.started(ScreenSize(columns: 60, rows: 16)))
        _ = model.handle(.served(ReviewFixture().part(1)))
        var effects: [ReaderModel.Effect] = []
        for key in "va1\npbecause" { effects += model.handle(.key(key == "\n" ? .enter : .character(key))) }
        effects += model.handle(.key(.enter))
        let effect = effects.last ?? .refresh
        #expect(model.handle(.failed(Failure(.anchorShort, "Quote more."), during: effect)) == [])
        let screen = model.frame().map(\.plain)
        #expect(screen.contains("Quote more. (anchor_short)"))
        #expect(screen.contains("> because█"))
    }

    @Test func aFindingTakesItsCauseAndWhetherItBlocks() {
        var reader = Reader(ReviewFixture(read: [0: true]), rows: 16)
        let anchor = Anchor(chunk: 1, startLine: 21, endLine: 21, quotation: "beta two")
        #expect(
            reader.press("vjfNo date\niy") == [.find(text: "No date", .input, isBlocking: true, anchor)])
    }

    @Test func aSelectionHasAtMostTwelveLines() {
        var reader = Reader(ReviewFixture(texts: [Self.long, "b\n", "c\n"], read: [1: true]), rows: 30)
        _ = reader.press("vv" + String(repeating: "j", count: 20) + "\n")
        #expect(reader.model.selection == 0...11)
    }

    @Test func anOvertakenReceiptMeansReadingAgain() {
        var reader = Reader(ReviewFixture(read: [0: true]))
        let refused = Failure(.receiptInvalid, "this is not the receipt of the latest serving of this part")
        let acknowledge = ReaderModel.Effect.acknowledge(index: 1, receipt: "r1")
        #expect(reader.model.handle(.failed(refused, during: acknowledge)) == [.serve(index: 1)])
        // Refused to serve: no loop.
        #expect(reader.model.handle(.failed(refused, during: .serve(index: 1))) == [])
    }

    @Test func aNarrowWindowWrapsAndNothingIsCutOff() {
        let text = "The quick brown fox jumps over the lazy dog 漢字漢字漢字 "
        var reader = Reader(ReviewFixture(texts: [text, "b\n", "c\n"], read: [1: true]), columns: 20, rows: 30)
        #expect(reader.screen.allSatisfy { ColumnWidth.of($0) <= 20 })
        #expect(reader.model.isShownInFull)
        reader.send(.resized(ScreenSize(columns: 12, rows: 8)))
        #expect(reader.screen.allSatisfy { ColumnWidth.of($0) <= 12 })
        #expect(reader.screen.count == 8)
    }

    @Test func whatWasSeenBeforeAResizeStaysSeen() {
        var reader = Reader(ReviewFixture(texts: [Self.long, "b\n", "c\n"], read: [1: true]), columns: 60, rows: 60)
        #expect(reader.model.isShownInFull)
        reader.send(.resized(ScreenSize(columns: 60, rows: 10)))
        #expect(reader.model.isShownInFull)
    }

    @Test func terminalEscapesAndHiddenCharactersNeverReachTheScreen() {
        let text = "safe \u{1b}[2J\u{1b}]0;owned\u{7}\u{202e}evil\u{200b}\r\n"
        let fixture = ReviewFixture(texts: [text, "b\n", "c\n"], read: [1: true], title: "T\u{1b}[31m")
        let reader = Reader(fixture, columns: 200)
        for screen in [reader.screen, ReaderModel(fixture.review).frame().map(\.plain)] {
            for row in screen { #expect(HiddenText.find(in: row).isEmpty) }
        }
        #expect(reader.screen.contains { $0.contains("safe ⟦U+001B escape⟧[2J⟦U+001B escape⟧]0;owned") })
    }

    @Test func differencesShowSignsAndColoursOnEveryRow() {
        let text = "@@ -1,2 +1,2 @@\n context\n-old words that are long enough to wrap\n+new\n"
        let fixture = ReviewFixture(texts: [text, "b\n", "c\n"], kinds: ["diff", "prose", "prose"], read: [1: true])
        let reader = Reader(fixture, columns: 30, rows: 20)
        let rows = reader.model.frame().dropFirst(4).prefix(6)
        #expect(
            rows.map(\.plain) == [
                " 10   @@ -1,2 +1,2 @@", " 11   context", " 12 - old words that are long ", "    - enough to wrap",
                " 13 + new", "",
            ])
        #expect(rows.dropFirst(3).first?.spans.last?.style == .bad)
    }
}

import Decisions
import Domain
import Testing

@Suite struct ReviewReadingTests {
    /// Twenty parts of ten added lines each.
    private static func twenty(_ change: (inout ReviewFacts) -> Void) -> ReviewFacts {
        let files = (0..<20).map { file in
            Chunker.File(
                path: "f\(file + 10).swift", kind: .code,
                bytes: Array((0..<10).map { "let constant\($0) = \(file)\n" }.joined().utf8))
        }
        let anchor = Anchor(chunk: 19, startLine: 3, endLine: 3, quotation: "let constant2 = 19")
        var facts = ReviewFixture.facts(of: files, risk: .routine, criteria: 1, anchors: [anchor])
        change(&facts)
        return facts
    }

    @Test func twentyParts() { #expect(Self.twenty { _ in }.chunks.count == 20) }

    // MARK: Coverage

    @Test(
        arguments: [
            { $0.chunks[7].servedOrder = nil }, { $0.chunks[7].isAcknowledged = false },
        ] as [ReviewRuleTests.Spoil])
    func everyPartIsNeeded(spoil: ReviewRuleTests.Spoil) {
        #expect(ReviewFixture.codes(Self.twenty(spoil)) == [.coverageIncomplete])
    }

    @Test func whatTheServerProvedIsExempt() {
        var facts = Self.twenty { _ in }
        let chunk = facts.chunks[7].chunk
        facts.chunks[7] = ChunkFacts(
            chunk: chunk, isExempt: true, servedOrder: nil, isAcknowledged: false, creditedMilliseconds: 0)
        #expect(ReviewFixture.flags(facts) == [])
    }

    @Test func anOutputWithoutPartsCannotBeApproved() {
        var facts = ReviewFixture.good
        facts.chunks = []
        facts.responses = []
        #expect(ReviewFixture.codes(facts).contains(.coverageIncomplete))
    }

    // MARK: Pace

    /// 95 % of the parts and the whole; ten lines are 10 s at least, 90 s planned.
    @Test(
        arguments: [
            ([], 90_000, []), ([0], 90_000, []), ([0, 1], 90_000, [.paceImplausible]), ([], 10_000, []),
            ([], 9_999, [.paceImplausible]), ([0], 10_000, [.paceImplausible]), ([0], 10_600, []),
        ] as [([Int], Int, [FailureCode])])
    func paceAtTheLimit(unread: [Int], others: Int, codes: [FailureCode]) {
        let facts = Self.twenty { facts in
            for index in facts.chunks.indices {
                facts.chunks[index].creditedMilliseconds = unread.contains(index) ? 0 : others
            }
        }
        #expect(ReviewFixture.codes(facts) == codes)
    }

    @Test func paceExemptionKeepsTheRest() {
        let facts = Self.twenty { facts in
            facts.isPaceExempt = true
            for index in facts.chunks.indices { facts.chunks[index].creditedMilliseconds = 0 }
        }
        #expect(ReviewFixture.flags(facts) == [])
        var unread = facts
        unread.chunks[3].isAcknowledged = false
        #expect(ReviewFixture.codes(unread) == [.coverageIncomplete])
    }

    /// Total under the flag limit (22.5 s a part at routine), or more than a quarter of the size under its own.
    @Test(
        arguments: [
            (Risk.routine, 20, 22_500, []), (.routine, 20, 22_499, [.readFast]), (.shared, 20, 22_500, [.readFast]),
            (.shared, 20, 30_000, []), (.sensitive, 20, 37_500, []), (.sensitive, 20, 37_499, [.readFast]),
            (.irreversible, 20, 45_000, []), (.irreversible, 20, 44_999, [.readFast]),
            (.routine, 5, 12_000, []), (.routine, 6, 12_000, [.readFast]),
        ] as [(Risk, Int, Int, [ReviewFlag.Code])])
    func readFast(risk: Risk, fast: Int, milliseconds: Int, flags: [ReviewFlag.Code]) {
        let facts = Self.twenty { facts in
            facts.risk = risk
            for index in 0..<fast { facts.chunks[index].creditedMilliseconds = milliseconds }
        }
        #expect(ReviewFixture.flags(facts) == flags)
    }

    // MARK: Size

    @Test(arguments: [
        (ReadingUnits(addedLines: 299), "fine"), (ReadingUnits(addedLines: 300), "large 45 planned minutes of 90"),
        (ReadingUnits(addedLines: 600), "large 600 lines of 800, 90 planned minutes of 90"),
        (ReadingUnits(addedLines: 601), "tooLarge 91 planned minutes of 90"),
        (ReadingUnits(contextLines: 399), "fine"), (ReadingUnits(contextLines: 400), "large 400 lines of 800"),
        (ReadingUnits(contextLines: 800), "large 800 lines of 800"),
        (ReadingUnits(contextLines: 801), "tooLarge 801 lines of 800"),
        (ReadingUnits(words: 2_999), "fine"), (ReadingUnits(words: 3_000), "large 3000 words of 6000"),
        (ReadingUnits(words: 6_000), "large 6000 words of 6000"),
        (ReadingUnits(words: 6_001), "tooLarge 6001 words of 6000"),
    ])
    func size(units: ReadingUnits, expected: String) {
        let text =
            switch OutputSize.assess(units, by: ReviewSettings()) {
            case .fine: "fine"
            case .large(let what): "large \(what)"
            case .tooLarge(let what): "tooLarge \(what)"
            }
        #expect(text == expected)
        #expect(
            (OutputSize.assess(units, by: ReviewSettings()).failure?.code == .splitRequired)
                == expected.hasPrefix("tooLarge"))
    }

    /// A team can be stricter than the standard.
    @Test func theTeamsSettingsCount() {
        var facts = ReviewFixture.good
        facts.settings.size.words = 10
        facts.settings.pace[.proseWord]?.refuseMilliseconds = 10_000
        #expect(ReviewFixture.codes(facts) == [.splitRequired, .paceImplausible])
        facts = ReviewFixture.good
        facts.settings.pace[.proseWord]?.flagMilliseconds = 10_000
        #expect(ReviewFixture.flags(facts) == [.readFast])
    }

    // MARK: Receipts

    private typealias Serving = ReceiptFacts.Serving
    private static func serving(
        review: String = "rev_1", chunk: Int = 2, person: String = "per_r", session: String = "s1", used: Bool = false
    ) -> ReceiptFacts.Serving {
        .init(reviewID: review, chunkIndex: chunk, personID: person, sessionID: session, isUsed: used)
    }

    @Test(
        arguments: [
            (true, serving(), nil),
            (false, serving(), "the receipt was not issued by this service"),
            (true, nil, "the part has not been served with this receipt"),
            (true, serving(review: "rev_0"), "the receipt belongs to another review"),
            (true, serving(chunk: 3), "the receipt belongs to another part"),
            (true, serving(person: "per_c"), "the receipt belongs to another person"),
            (true, serving(session: "s0"), "the receipt belongs to another session"),
            (true, serving(used: true), "the receipt has been used"),
            (
                true, serving(review: "rev_0", session: "s0", used: true),
                "the receipt belongs to another review; the receipt belongs to another session; "
                    + "the receipt has been used"
            ),
        ] as [(Bool, ReceiptFacts.Serving?, String?)])
    func receipts(isAuthentic: Bool, serving: ReceiptFacts.Serving?, reasons: String?) {
        let failure = ReceiptCheck.failure(
            ReceiptFacts(
                reviewID: "rev_1", chunkIndex: 2, personID: "per_r", sessionID: "s1", isAuthentic: isAuthentic,
                serving: serving))
        #expect(
            failure?.description
                == reasons.map {
                    "receipt_invalid: This part cannot be acknowledged: \($0). Open it again and read it."
                })
    }
}

import Decisions
import Domain
import Testing

@Suite struct ReviewAnswerTests {
    private static let text = """
        # Weekly summary
        Fourteen tickets came in, nine about billing.
        The caf\u{E9} in Lyon   reported
        a broken terminal.
        }
        ----- ===== +++++
        zero\u{200B}width is here to stay
        line 8
        line 9
        line 10
        line 11
        line 12
        line 13
        the very last line of it

        """
    private static let file = Chunker.File(path: "report.md", kind: .document, bytes: Array(text.utf8))

    private static func facts(_ anchors: [Anchor], narrative: Bool = false) -> ReviewFacts {
        let file = Chunker.File(path: "report.md", kind: .document, bytes: Array(text.utf8), isNarrative: narrative)
        return ReviewFixture.facts(of: [file], risk: .routine, criteria: anchors.count, anchors: anchors)
    }

    @Test(
        arguments: [
            (2, 2, "nine about billing", []), (2, 2, "NINE about billing", [.anchorNotFound]),
            (2, 2, "nine about billing.\r", []),
            (1, 12, "nine about billing", []), (1, 13, "nine about billing", [.anchorRange]),
            (3, 12, "nine about billing", [.anchorNotFound]), (3, 4, "cafe\u{301} in Lyon reported a broken", []),
            (3, 3, "caf\u{E9} in Lyon reported a", [.anchorNotFound]),
            (3, 3, "cafe in Lyon reported", [.anchorNotFound]),
            (0, 2, "nine about billing", [.anchorRange]), (2, 99, "nine about billing", [.anchorRange]),
            (3, 2, "nine about billing", [.anchorRange]), (5, 5, "}", [.anchorShort]),
            (2, 2, "", [.anchorShort, .anchorNotFound]),
            (2, 2, "tickets ca", [.anchorShort]), (6, 6, "----- ===== +++++", [.anchorWeak]),
            (7, 7, "zero\u{200B}width is here", [.anchorControl]), (7, 7, "zerowidth is here", [.anchorNotFound]),
            (2, 2, "nine about\u{1B}[0m billing", [.anchorControl]),
            (2, 2, "nine about \u{202E}billing", [.anchorControl]),
            (2, 2, "\u{E0041}nine about billing", [.anchorControl]),
            (
                2, 2, "b\u{200B}\u{200B}\u{200B}\u{200B}\u{200B}\u{200B}\u{200B}\u{200B}\u{200B}\u{200B}i",
                [.anchorControl, .anchorShort]
            ),
            (14, 14, "the very last line", []), (1, 1, "the previous version said so", [.anchorNotFound]),
        ] as [(Int, Int, String, [FailureCode])])
    func anchors(start: Int, end: Int, quotation: String, codes: [FailureCode]) {
        let anchor = Anchor(chunk: 0, startLine: start, endLine: end, quotation: quotation)
        #expect(ReviewFixture.codes(Self.facts([anchor])) == codes)
    }

    @Test func aMissingPart() {
        let anchor = Anchor(chunk: 9, startLine: 2, endLine: 2, quotation: "nine about billing")
        #expect(ReviewFixture.codes(Self.facts([anchor])) == [.anchorRange, .anchorSpread, .anchorSpread])
    }

    /// "Quote the summary": nothing in it can be quoted, so a summary alone does not bring an approval.
    @Test func theSummaryProvesNothing() {
        let anchor = Anchor(chunk: 0, startLine: 2, endLine: 2, quotation: "nine about billing")
        #expect(ReviewFixture.codes(Self.facts([anchor], narrative: true)) == [.anchorNarrative])
    }

    // MARK: Criteria

    private static let quoted = [Anchor(chunk: 0, startLine: 2, endLine: 2, quotation: "nine about billing")]
    private static let why = "There is no such part."

    @Test(
        arguments: [
            (.pass, "", quoted, true), (.pass, "", [], false), (.concern, "", quoted, false),
            (.concern, why, quoted, true),
            (.notApplicable, why, quoted, true), (.notApplicable, "", quoted, false), (.notApplicable, why, [], false),
            (.fail, why, quoted, false), (.cannotTell, why, quoted, false),
        ] as [(CriterionAnswer, String, [Anchor], Bool)])
    func answers(answer: CriterionAnswer, reason: String, anchors: [Anchor], isEnough: Bool) {
        var facts = Self.facts(Self.quoted)
        facts.responses = [CriterionResponse(criterionID: "c1", answer: answer, reason: reason, anchors: anchors)]
        #expect(ReviewFixture.codes(facts).contains(.criteriaOpen) != isEnough)
    }

    @Test func everyCriterionOnce() {
        var facts = Self.facts(Self.quoted)
        facts.criteria.append(ReviewCriterion(id: "c2", text: "second"))
        #expect(ReviewFixture.codes(facts) == [.criteriaOpen])
        facts.responses += [facts.responses[0]]
        #expect(ReviewFixture.codes(facts) == [.criteriaOpen, .criteriaOpen])
        facts.criteria = []
        #expect(ReviewFixture.codes(facts) == [.criteriaOpen])
    }

    /// An image has nothing to quote: a sentence stands in, so that it can be approved.
    @Test func anImageIsApprovedWithASentence() {
        let file = Chunker.File(path: "chart.png", kind: .document, bytes: [0x89, 0, 1, 2, 3])
        var facts = ReviewFixture.facts(of: [file], risk: .routine, criteria: 1, anchors: [])
        #expect(ReviewFixture.codes(facts) == [.criteriaOpen])
        facts.responses = [.init(criterionID: "c1", answer: .pass, reason: "The bars match the table.", anchors: [])]
        #expect(ReviewFixture.flags(facts) == [])
    }

    // MARK: Spread

    /// `parts` parts, `criteria` criteria, quotations from these parts.
    @Test(
        arguments: [
            (1, 1, [0], 0), (1, 5, [0, 0, 0, 0, 0], 0), (2, 1, [1], 0), (2, 1, [0], 1), (2, 2, [0, 1], 0),
            (2, 2, [1, 1], 1),
            (2, 2, [0, 0], 2), (9, 5, [0, 1, 6, 0, 0], 0), (9, 5, [0, 1, 5, 0, 0], 1), (9, 5, [0, 8, 0, 0, 0], 1),
            (10, 3, [0, 1, 9], 0), (10, 4, [0, 1, 9, 9], 1), (10, 4, [0, 1, 2, 6], 0), (10, 4, [0, 1, 2, 5], 1),
            (16, 20, [0, 1, 2, 15], 0), (17, 20, [0, 1, 2, 16], 1),
        ] as [(Int, Int, [Int], Int)])
    func spread(parts: Int, criteria: Int, quoted: [Int], refusals: Int) {
        let files = (0..<parts).map {
            Chunker.File(path: "f\($0 + 10).md", kind: .document, bytes: Array("Some text worth quoting.\n".utf8))
        }
        let anchors = (0..<criteria).map {
            Anchor(chunk: quoted[min($0, quoted.count - 1)], startLine: 1, endLine: 1, quotation: "text worth quoting")
        }
        let facts = ReviewFixture.facts(of: files, risk: .routine, criteria: criteria, anchors: anchors)
        #expect(ReviewFixture.codes(facts) == Array(repeating: .anchorSpread, count: refusals))
    }

    /// The last third is the last that was served, not the last in the file.
    @Test func theLastThirdIsInServingOrder() {
        var facts = ReviewFixture.good
        facts.chunks[0].servedOrder = 3
        facts.chunks[2].servedOrder = 1
        #expect(ReviewFixture.codes(facts) == [])
        facts.responses[0] = CriterionResponse(
            criterionID: "c1", answer: .pass,
            anchors: [Anchor(chunk: 1, startLine: 5, endLine: 5, quotation: "The refund form rejects")])
        #expect(ReviewFixture.codes(facts) == [.anchorSpread])
    }

    /// A last part that cannot be quoted does not make the rest unapprovable.
    @Test func whatCannotBeQuotedDoesNotCount() {
        let files = [
            Chunker.File(path: "a.md", kind: .document, bytes: Array("Some text worth quoting.\n".utf8)),
            Chunker.File(path: "b.md", kind: .document, bytes: Array("ok\n".utf8)),
            Chunker.File(path: "c.bin", kind: .document, bytes: [0, 1, 2]),
        ]
        let anchor = Anchor(chunk: 0, startLine: 1, endLine: 1, quotation: "text worth quoting")
        #expect(
            ReviewFixture.flags(ReviewFixture.facts(of: files, risk: .routine, criteria: 2, anchors: [anchor, anchor]))
                == [])
    }

    // MARK: Diffs

    private static let diff = """
        @@ -1,4 +1,4 @@
         untouched = context(line)
        -retries = 3
        -limit = compute(old)
        +x = 5;
        +limit = compute(new)
         another = context(line)

        """

    @Test(arguments: [
        ("limit = compute(new)", true), ("+limit = compute(new)", true), ("-limit = compute(old)", true),
        ("untouched = context(line)", false), ("retries = 3 limit =", true), ("+x = 5; +limit = compute", true),
        ("x = 5; limit = compute", true), ("context(line) retries = 3", true), ("another = context(line)", false),
    ])
    func changedLines(quotation: String, isChanged: Bool) {
        let anchor = Anchor(chunk: 0, startLine: 1, endLine: 7, quotation: quotation)
        let file = Chunker.File(path: "a.diff", kind: .code, bytes: Array(Self.diff.utf8))
        let facts = ReviewFixture.facts(of: [file], risk: .routine, criteria: 1, anchors: [anchor])
        #expect(ReviewFixture.codes(facts) == (isChanged ? [] : [.anchorSpread]))
    }

    @Test func halfIsEnough() {
        let quotations = ["untouched = context(line)", "limit = compute(new)", "another = context(line)"]
        let file = Chunker.File(path: "a.diff", kind: .code, bytes: Array(Self.diff.utf8))
        func codes(_ count: Int) -> [FailureCode] {
            let anchors = quotations.prefix(count).map { Anchor(chunk: 0, startLine: 1, endLine: 7, quotation: $0) }
            return ReviewFixture.codes(
                ReviewFixture.facts(of: [file], risk: .routine, criteria: count, anchors: Array(anchors)))
        }
        #expect(codes(2) == [])
        #expect(codes(3) == [.anchorSpread])
    }

    // MARK: Rejecting

    @Test(
        arguments: [
            (Rejection(anchor: Anchor(chunk: 0, startLine: 5, endLine: 5, quotation: "}"), cause: .agent), []),
            (Rejection(anchor: Anchor(chunk: 0, startLine: 1, endLine: 1, quotation: ""), cause: .template), []),
            (Rejection(absence: "the limits section", cause: .context), []),
            (Rejection(absence: "x", cause: .input), []),
            (Rejection(absence: "x", cause: nil), [.invalidInput]),
            (Rejection(absence: " \u{200B}", cause: .agent), [.invalidInput]),
            (
                Rejection(anchor: Anchor(chunk: 7, startLine: 1, endLine: 1, quotation: ""), cause: .agent),
                [.anchorRange]
            ),
            (
                Rejection(anchor: Anchor(chunk: 0, startLine: 1, endLine: 1, quotation: "nope"), cause: .agent),
                [.anchorNotFound]
            ),
        ] as [(Rejection, [FailureCode])])
    func rejecting(rejection: Rejection, codes: [FailureCode]) {
        var facts = Self.facts(Self.quoted)
        // Nothing read, nothing answered, a conflict: rejecting needs none of it.
        for index in facts.chunks.indices { facts.chunks[index].servedOrder = nil }
        facts.responses = []
        facts.reviewer.accountIDs = ["per_q"]
        facts.rejection = rejection
        #expect(ReviewFixture.codes(facts, .changes) == codes)
    }

    @Test(arguments: [
        ("I know nothing of tax law.", true), ("", false), ("   \u{200B}\u{200B}", false), ("no idea", false),
    ])
    func handingBack(statement: String, isEnough: Bool) {
        var facts = ReviewFixture.good
        facts.statement = statement
        for verdict in [Verdict.handBack, .cannotTell] {
            #expect(ReviewFixture.codes(facts, verdict) == (isEnough ? [] : [.invalidInput]))
        }
    }

    // MARK: Findings

    @Test(
        arguments: [
            (ReviewFixture.finding(), [.findingOpen]), (ReviewFixture.finding(blocking: false), []),
            (ReviewFixture.finding(closure: .init(personID: "per_a", version: 2)), []),
            (
                ReviewFixture.finding(closure: .init(personID: "per_q", version: 2)),
                [.findingOpen]
            ),
        ] as [(FindingFacts, [FailureCode])])
    func findings(finding: FindingFacts, codes: [FailureCode]) {
        var facts = ReviewFixture.good
        facts.findings = [finding]
        #expect(ReviewFixture.codes(facts) == codes)
    }
}

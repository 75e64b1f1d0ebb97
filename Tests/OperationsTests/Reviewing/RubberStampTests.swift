import API
import Domain
import Operations
import Store
import TestSupport
import Testing

/// The ways to approve without reading, each by the operations that a client can call.
@Suite struct RubberStampTests {
    @Test func withoutOpening() throws {
        let reader = try ReviewStory.make().reader()
        try reader.answerAll()
        #expect(try reader.refusals() == ["coverage_incomplete", "pace_implausible"])
    }

    @Test func acknowledgingAllAtOnce() throws {
        let reader = try ReviewStory.make().reader()
        let receipts = try (0..<4).map { try reader.serve($0).receipt }
        for (chunk, receipt) in receipts.enumerated() { try reader.acknowledge(chunk, receipt) }
        try reader.answerAll()
        #expect(try reader.refusals() == ["pace_implausible"])
        let view = try reader.view()
        #expect(view.chunks.allSatisfy { $0.isRead && !$0.isSlowEnough })
    }

    /// Twenty tabs do not read in parallel: time goes to the last focus only.
    @Test func inManyTabs() throws {
        let reader = try ReviewStory.make().reader()
        let receipts = try (0..<4).map { try reader.serve($0).receipt }
        try reader.pass(seconds: 600)
        for (chunk, receipt) in receipts.enumerated() { try reader.acknowledge(chunk, receipt) }
        try reader.answerAll()
        #expect(try reader.refusals() == ["pace_implausible"])
        #expect(try reader.view().chunks.map(\.isSlowEnough) == [false, false, false, true])
    }

    /// Two reviews open on two devices: still one person.
    @Test func inTwoReviewsAtOnce() throws {
        let story = try ReviewStory.make()
        let other = ReviewStory(
            runs: story.runs,
            output: try story.runs.submit(try story.runs.start(), ["release-notes.md": ReviewStory.notes]))
        let (one, two) = (try story.assign(.second), try other.assign(.second))
        let receipts = (try one.serve(0).receipt, try two.serve(0).receipt)
        try one.pass(seconds: 60)
        try one.acknowledge(0, receipts.0)
        try two.acknowledge(0, receipts.1)
        #expect(try one.view().chunks[0].isSlowEnough == false)
        #expect(try two.view().chunks[0].isSlowEnough)
    }

    /// An open page is no reader: one focus is credited at most 20 s here, however often the part is asked for again.
    @Test func goingToLunch() throws {
        let long =
            ReviewStory.notes + String(repeating: "All of this is to be read with care and patience. ", count: 31)
        let story = try ReviewStory.make(notes: long)
        let reader = try story.reader()
        let big = story.output.chunkCount - 1
        var part = try reader.serve(big)
        for _ in 0..<10 {
            try reader.pass(seconds: 3_600)
            part = try reader.serve(big)
        }
        try reader.acknowledge(big, part.receipt)
        let credited = try story.world.team(.author).read { try $0.one(Credited(review: reader.review)) }
        let planned = try story.world.team(.author).read { try $0.one(Planned(output: story.output.output)) }
        #expect(credited == max(20_000, planned * 3 / 2))
    }

    @Test func withReceiptsThatAreNotTheirs() throws {
        let story = try ReviewStory.make()
        let (reader, colleague) = (try story.assign(.reviewer), try story.assign(.second))
        func code(_ chunk: Int, _ receipt: String, _ who: Reader? = nil) -> FailureCode? {
            refusal { try (who ?? reader).acknowledge(chunk, receipt) }
        }
        #expect(code(0, String(repeating: "0", count: 64)) == .receiptInvalid, "before serving, and forged")
        let theirs = try colleague.serve(0).receipt
        #expect(code(0, theirs) == .receiptInvalid, "a colleague's")
        let old = try reader.serve(0).receipt
        let new = try reader.serve(0).receipt
        #expect(old != new && code(0, old) == .receiptInvalid, "of an earlier serving")
        #expect(code(1, new) == .receiptInvalid, "of another part")
        #expect(code(0, new.uppercased()) == .receiptInvalid, "not byte for byte")
        let elsewhere = Reader(story: story, login: .reviewer, review: reader.review, session: "tok_other")
        #expect(code(0, new, elsewhere) == .receiptInvalid, "of another session")
        try reader.acknowledge(0, new)
        #expect(code(0, new) == .receiptInvalid, "used")
        let part = try reader.serve(1).receipt
        let next = try story.submitAgain()
        #expect(code(1, part) == .stale, "of an earlier version")
        let later = try next.assign(.reviewer)
        #expect(refusal { try later.acknowledge(1, part) } == .receiptInvalid)
    }

    @Test func receiptRefusalsSayWhy() throws {
        let story = try ReviewStory.make()
        let reader = try story.reader()
        let old = try reader.serve(0).receipt
        let failure = #expect(throws: Failure.self) {
            _ = try reader.serve(0)
            try reader.acknowledge(0, old)
        }
        #expect(failure?.detail["reasons"] == ["the part has not been served with this receipt"])
        let forged = #expect(throws: Failure.self) { try reader.acknowledge(0, "abc") }
        #expect(forged?.detail["reasons"] == ["the receipt was not issued by this service"])
    }

    @Test func theReceiptItselfIsNotStored() throws {
        let story = try ReviewStory.make()
        let reader = try story.reader()
        let receipt = try reader.serve(0).receipt
        let stored = try story.world.team(.author).read { try $0.one(StoredReceipt(review: reader.review)) }
        #expect(stored == Digest.of(receipt) && stored.hex != receipt)
    }

    @Test func oneAnswerForAll() throws {
        let reader = try ReviewStory.make().reader()
        try reader.readAll()
        #expect(try reader.refusals() == ["criteria_open", "criteria_open", "anchor_spread", "anchor_spread"])
        try reader.answer("accounted", Reader.first)
        #expect(try reader.refusals() == ["criteria_open", "anchor_spread", "anchor_spread"])
        try reader.answer("breaking", nil)
        #expect(try reader.refusals() == ["criteria_open", "anchor_spread", "anchor_spread"])
        // The same place everywhere, and the first line everywhere.
        try reader.answer("breaking", Reader.first)
        #expect(try reader.refusals() == ["anchor_spread", "anchor_spread"])
        try reader.answer("accounted", Reader.last)
        try reader.answer("breaking", Reader.last)
        #expect(try reader.refusals() == ["anchor_spread"])
        try reader.answer("accounted", Reader.first, .notApplicable)
        #expect(try reader.refusals() == ["criteria_open"])
        try reader.answer("accounted", Reader.first, .cannotTell, reason: "I do not know these commits")
        #expect(try reader.refusals() == ["criteria_open"])
        try reader.answer("accounted", Reader.first, .concern, reason: "Two commits are only counted")
        try reader.give(.approve)
    }

    /// Mistakes show at once, not at the verdict.
    @Test(
        arguments: [
            (0, 3, 3, "The range holds 13 commits", .anchorNotFound),
            (0, 1, 1, "The range holds 12 commits", .anchorNotFound),
            (0, 3, 3, "12 commits;", .anchorShort),
            (0, 3, 3, "}", .anchorShort),
            (0, 3, 3, "------------", .anchorWeak),
            (0, 3, 3, "The range holds\u{200B} 12 commits", .anchorControl),
            (0, 3, 3, "The range holds \u{E0041}12 commits", .anchorControl),
            (0, 3, 9, "The range holds 12 commits", .anchorRange),
            (0, 3, 2, "The range holds 12 commits", .anchorRange),
            (1, 3, 3, "The range holds 12 commits", .anchorRange),
            (9, 3, 3, "The range holds 12 commits", .anchorRange),
            (-1, 3, 3, "The range holds 12 commits", .anchorRange),
        ] as [(Int, Int, Int, String, FailureCode)])
    func withAQuotationThatDoesNotHold(chunk: Int, start: Int, end: Int, quotation: String, code: FailureCode) throws {
        let reader = try ReviewStory.make().reader()
        let anchor = AnchorView(chunk: chunk, startLine: start, endLine: end, quotation: quotation)
        #expect(refusal { try reader.answer("accounted", anchor) } == code)
        #expect(try reader.view().criteria.allSatisfy { $0.answer == nil })
    }

    @Test func withAQuotationOfTheVersionBefore() throws {
        let story = try ReviewStory.make()
        _ = try story.assign(.reviewer)
        let next = try story.submitAgain(ReviewStory.notes.replacing("12 commits; 10", with: "14 commits; 12"))
        let reader = try next.assign(.reviewer)
        #expect(refusal { try reader.answer("accounted", Reader.first) } == .anchorNotFound)
    }

    @Test func byAProgram() throws {
        let story = try ReviewStory.make()
        let reader = try story.reader()
        let runner = try story.world.runner()
        #expect(refusal { try ShowReview.run(runner, reviewID: reader.review) } == .notHuman)
        #expect(refusal { try ServeChunk.run(runner, reviewID: reader.review, chunk: 0) } == .notHuman)
        let request = VerdictRequest(verdict: .approve, contentDigest: story.output.contentDigest)
        #expect(refusal { try GiveVerdict.run(runner, reviewID: reader.review, request) } == .notHuman)
        let job = TeamContext.system(
            job: "approve", teamID: World.northID, name: "north", services: story.world.services)
        #expect(refusal { try GiveVerdict.run(job, reviewID: reader.review, request) } == .notHuman)
    }
}

private struct Credited: Query {
    typealias Row = Int
    let review: String
    static let sql = "SELECT sum(credited_milliseconds)::bigint FROM receipts WHERE review_id = $1"
    var parameters: [any SQLValue] { [review] }
}

private struct Planned: Query {
    typealias Row = Int
    let output: String
    static let sql = """
        SELECT planned_milliseconds FROM output_chunks WHERE output_id = $1 ORDER BY chunk DESC LIMIT 1
        """
    var parameters: [any SQLValue] { [output] }
}

private struct StoredReceipt: Query {
    typealias Row = Digest
    let review: String
    static let sql = "SELECT hash FROM receipts WHERE review_id = $1"
    var parameters: [any SQLValue] { [review] }
}

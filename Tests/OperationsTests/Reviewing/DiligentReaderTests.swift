import API
import Domain
import Operations
import TestSupport
import Testing

/// Who reads is never in the way of the rules, and is told at each step what is left.
@Suite struct DiligentReaderTests {
    @Test(arguments: [Risk.routine, .shared])
    func readsAnswersAndApproves(risk: Risk) throws {
        let story = try ReviewStory.make(risk: risk)
        #expect(story.output.chunkCount == 4)
        let reader = try story.reader()
        #expect([.reviewer, .second].contains(reader.login))
        #expect(
            try reader.view().missing.map(\.code) == [
                "coverage_incomplete", "pace_implausible", "criteria_open", "criteria_open", "anchor_spread",
                "anchor_spread",
            ])
        try reader.readAll()
        let read = try reader.view()
        #expect(read.chunks.allSatisfy { $0.isRead && $0.isSlowEnough })
        #expect(read.missing.map(\.code) == ["criteria_open", "criteria_open", "anchor_spread", "anchor_spread"])
        try reader.answerAll()
        #expect(try reader.view().missing.isEmpty)
        let before = try story.approval()
        #expect(!before.isEffective && before.approvals == 0 && before.needed == 1)
        let verdict = try reader.give(.approve)
        #expect(verdict.flags == [] && verdict.reviewState == .approved && verdict.verdict == .approve)
        let after = try story.show()
        #expect(after.approval.isEffective && after.approval.reasons == [])
        #expect(after.approval.expiresAt == verdict.expiresAt.map { Timestamp.floor($0) })
        #expect(after.summary.reviewState == .approved)
        let review = try reader.view()
        #expect(review.summary.state == "closed" && review.summary.verdict == .approve && review.missing.isEmpty)
        #expect(try story.runs.events("review:\(reader.review)").first == "review_assigned")
        #expect(try story.runs.events("review:\(reader.review)").last == "review_approved")
        #expect(try story.runs.events("output:\(story.output.output)").last == "output_approved")
    }

    @Test func partsAreServedAsTheyAreWithWhatIsHiddenMadeVisible() throws {
        let hidden = ReviewStory.notes.replacing("password", with: "pass\u{200B}word \u{202E}gnp.exe")
        let story = try ReviewStory.make(notes: hidden)
        let reader = try story.reader()
        let parts = try (0..<story.output.chunkCount).map { try reader.serve($0) }
        #expect(parts.map(\.text).joined() == hidden)
        #expect(parts.allSatisfy { $0.digest == Digest.of($0.text) && $0.count == parts.count })
        #expect(parts[1].visibleText.contains("pass⟦U+200B ZERO WIDTH SPACE⟧word ⟦U+202E RIGHT-TO-LEFT OVERRIDE⟧gnp"))
        #expect(parts[1].warnings.count == 2 && parts[1].warnings[0].hasPrefix("line 7, column"))
        #expect(parts[0].visibleText == parts[0].text && parts[0].warnings == [])
    }

    @Test func readingGoesOnWhereItStopped() throws {
        let story = try ReviewStory.make()
        let reader = try story.reader()
        try reader.read(0)
        let part = try reader.serve(1)
        try reader.pass(seconds: 30)
        #expect(try PauseReview.run(reader.team(), reviewID: reader.review).partsRead == 1)
        try reader.pass(seconds: 3_600)
        #expect(try reader.acknowledge(1, part.receipt).partsRead == 2)
        // Somebody who comes back has the part served again, and loses nothing.
        try reader.read(1)
        try reader.read(2)
        try reader.read(3)
        try reader.answerAll()
        #expect(try reader.give(.approve).reviewState == .approved)
    }

    @Test func anAnswerCanBeGivenAnewUntilTheVerdict() throws {
        let story = try ReviewStory.make()
        let reader = try story.reader()
        try reader.work()
        try reader.answer("breaking", Reader.last, .fail)
        #expect(try reader.refusals() == ["criteria_open"])
        let view = try reader.answer("breaking", Reader.last)
        #expect(view.missing.isEmpty && view.criteria.map(\.answer) == [.pass, .pass])
        try reader.give(.approve)
        #expect(refusal { try reader.answer("breaking", Reader.last, .fail) } == .wrongState)
        #expect(refusal { try reader.serve(0) } == .wrongState)
        #expect(refusal { try reader.find("late", blocking: true) } == .wrongState)
    }

    @Test func whoReadsFastButNotTooFastIsFlaggedOnly() throws {
        let story = try ReviewStory.make()
        let reader = try story.reader()
        // 13 to 19 words a part: above 80 ms a word, below 150 ms.
        try reader.readAll(seconds: 1.9)
        try reader.answerAll()
        #expect(try reader.give(.approve).flags == ["read_fast"])
        #expect(try story.approval().isEffective)
    }

    /// A review is its reviewer's alone: for others, admins too, it is as if it were not there.
    @Test func nobodyElseSeesAReview() throws {
        let story = try ReviewStory.make()
        let reader = try story.reader()
        let words = Failure.missing("review", reader.review)
        for login in [World.Login.author, .admin, .reviewer, .second] where login != reader.login {
            let other = Reader(story: story, login: login, review: reader.review)
            let failures = [
                #expect(throws: Failure.self) { try other.view() },
                #expect(throws: Failure.self) { try other.serve(0) },
                #expect(throws: Failure.self) { try other.acknowledge(0, "00") },
                #expect(throws: Failure.self) { try PauseReview.run(other.team(), reviewID: other.review) },
                #expect(throws: Failure.self) { try other.answer("accounted", Reader.first) },
                #expect(throws: Failure.self) { try other.find("mine", blocking: true) },
                #expect(throws: Failure.self) { try other.give(.approve) },
            ]
            #expect(failures.allSatisfy { $0 == words })
        }
        let stranger = try story.world.team(.stranger)
        #expect(throws: words) { try ShowReview.run(stranger, reviewID: reader.review) }
        #expect(throws: words) { try ServeChunk.run(stranger, reviewID: reader.review, chunk: 0) }
    }

    @Test func whatIsNotThereIsMissing() throws {
        let reader = try ReviewStory.make().reader()
        #expect(refusal { try reader.serve(4) } == .notFound)
        #expect(refusal { try reader.serve(-1) } == .notFound)
        #expect(refusal { try reader.answer("no-such", Reader.first) } == .notFound)
        #expect(refusal { try CloseFinding.run(reader.team(), findingID: "fnd_none") } == .notFound)
    }
}

extension Timestamp {
    /// To the millisecond, as approvals are computed.
    static func floor(_ time: Timestamp) -> Timestamp {
        Timestamp(microsecondsSince1970: time.millisecondsSince1970 * 1_000)
    }
}

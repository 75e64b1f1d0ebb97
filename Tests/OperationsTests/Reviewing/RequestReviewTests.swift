import API
import Domain
import Store
import TestSupport
import Testing

@testable import Operations

/// What was approved and does not count any more is asked for again, of others.
@Suite struct RequestReviewTests {
    /// Approved by whoever was asked.
    private static func approved(_ story: ReviewStory) throws -> Reader {
        let reader = try story.reader()
        try reader.work()
        #expect(try reader.give(.approve).reviewState == .approved)
        return reader
    }

    private static func enact(_ approvals: Int, _ world: World) throws {
        var files = try ShowPolicy.run(world.team(.admin)).files
        let settings = try #require(files["review.yaml"])
        files["review.yaml"] = settings.replacing(#/shared: {approvals: \d/#, with: "shared: {approvals: \(approvals)")
        try world.enactSmallTeamPolicy(files)
    }

    private static func request(_ story: ReviewStory, by login: World.Login = .author) throws -> ReviewRequestView {
        try RequestReview.run(story.world.team(login), outputID: story.output.output)
    }

    private static func refused(_ story: ReviewStory) throws -> Failure {
        let events = try story.world.eventNames()
        let before = "\(try story.show())"
        let failure = try #require(#expect(throws: Failure.self) { try request(story) })
        #expect(try "\(story.show())" == before && story.world.eventNames() == events, "nothing has changed")
        return failure
    }

    private static func other(than login: World.Login) -> World.Login { login == .reviewer ? .second : .reviewer }

    private static func letExpire(_ story: ReviewStory) throws {
        try story.world.tamper("UPDATE verdicts SET given_at = given_at - interval '8 days'")
    }

    @Test func aStricterPolicyHasTheRestAskedFor() throws {
        let runs = try RunStory.make(owners: "* @@reviewer\n")
        let story = try runs.delivered()
        let first = try Self.approved(story)
        let other = Self.other(than: first.login)
        try Self.enact(2, runs.world)
        let id = story.output.output
        let missing = try story.approval()
        #expect(!missing.isEffective && missing.approvals == 1 && missing.needed == 2)
        #expect(
            missing.reasons == [
                "Missing: 1 of 2 approvals at risk shared. Ask for what is missing: `countersign review request \(id)`."
            ])
        let asked = try Self.request(story)
        #expect(asked.isReopened && asked.output.reviewState == .inReview)
        #expect(asked.asked.map { "\($0.reviewer) \($0.state) \($0.version)" } == ["\(other) open 1"])
        #expect(try runs.events("output:\(id)").suffix(2) == ["output_approved", "output_review_requested"])
        #expect(
            try story.approval().reasons == [
                "Missing: 1 of 2 approvals at risk shared. `countersign review request \(id)` says who is asked."
            ])
        let again = try Self.request(story, by: .admin)
        #expect(!again.isReopened && "\(again.asked)" == "\(asked.asked)" && again.output.reviewState == .inReview)
        #expect(try runs.events("output:\(id)").last == "output_review_requested")
        #expect(try ShowInbox.run(runs.world.team(other)).reviews.map(\.id) == asked.asked.map(\.id))
        let second = try #require(try story.readers().first)
        try second.work()
        #expect(try second.give(.approve).reviewState == .approved)
        let approval = try story.approval()
        #expect(approval.isEffective && approval.approvals == 2 && approval.needed == 2)
        let end = try #require(approval.expiresAt)
        let refusal = try Self.refused(story)
        #expect(refusal.code == .wrongState)
        #expect(
            refusal.message == "output \(id) is approved: nothing is missing, and it counts until \(end.minute)")
    }

    /// A verdict is given once for a version: whoever gave one is not asked for another.
    @Test(arguments: ["expired", "conflict", "gone"])
    func whatHasEndedIsAskedOfSomebodyElse(how: String) throws {
        let runs = try RunStory.make(owners: "* @@reviewer\n")
        let story = try runs.delivered()
        let first = try Self.approved(story)
        switch how {
        case "expired": try Self.letExpire(story)
        case "conflict": try story.answerQuestion(first.login)
        default:
            try runs.world.database.run(
                "UPDATE memberships SET roles = '{member}' WHERE person_id = '\(first.login.id)'")
        }
        #expect(try story.approval().approvals == 0 && story.approval().needed == 1)
        let asked = try Self.request(story)
        #expect(asked.asked.map(\.reviewer) == [Self.other(than: first.login).rawValue])
        let second = try #require(try story.readers().first)
        try second.work()
        #expect(try second.give(.approve).reviewState == .approved)
        #expect(try story.approval().isEffective)
    }

    @Test func whereNobodyIsLeftTheWayOnIsNamed() throws {
        let runs = try RunStory.make(owners: "* @@reviewer\n")
        let story = try runs.delivered()
        let first = try Self.approved(story)
        let other = Self.other(than: first.login)
        try Self.letExpire(story)
        try runs.world.absent(other)
        try runs.world.database.run("UPDATE memberships SET roles = '{member}' WHERE person_id = 'per_admin'")
        let failure = try Self.refused(story)
        #expect(failure.code == .poolTooSmall)
        let run = try story.show().summary.run
        let lead = "too few people are left to review version 1 of output \(story.output.output): "
        #expect(failure.message.hasPrefix(lead), "\(failure.message)")
        #expect(
            failure.message.hasSuffix(
                ", or `countersign run revise \(run) -m TEXT` has a new version made, which is reviewed anew"))
        #expect(failure.message.contains("an admin makes somebody reviewer: `countersign member set LOGIN"))
        #expect(failure.message.contains("`countersign owners delegate --for \(other) "))
        #expect(
            failure.detail["reasons"] == [
                "too few could review it: it needs 1 of 1 approvals at risk shared",
                "too few could review it: OWNERS:1 needs an approval by @@reviewer for release-notes.md",
            ])
        let excluded = try #require(failure.detail["excluded"]?.object)
        #expect(excluded[first.login.rawValue] == ["has approved it, which does not count any more"])
        #expect(excluded[other.rawValue]?.array?.first?.string?.hasPrefix("absent until ") == true)
        // And the way on is one.
        let revised = try ReviseRun.run(runs.world.team(.author), id: run, ReasonRequest(reason: "it has expired"))
        #expect(revised.summary.state == .queued)
        let waiting = try Self.refused(story)
        #expect(waiting.code == .wrongState)
        #expect(waiting.message.hasPrefix("run \(run) is queued: it makes the next version of output "))
        let next = ReviewStory(
            runs: runs,
            output: try runs.submit(
                try #require(try runs.claim()), ["release-notes.md": ReviewStory.notes + "Once more.\n"]))
        #expect(next.output.number == 2)
        #expect(try next.show().summary.reviewState == .inReview && next.readers().map(\.login) == [first.login])
    }

    /// Whose review was not needed then is asked by the same review, with what they have read.
    @Test func whoWasNotNeededThenIsAskedNow() throws {
        let runs = try RunStory.make(owners: "* @@reviewer\n")
        let story = try runs.delivered()
        let first = try story.reader()
        let other = try story.assign(Self.other(than: first.login))
        try other.read(0)
        try runs.world.tamper("UPDATE receipts SET served_at = served_at - interval '2 hours'")
        try first.work()
        try first.give(.approve)
        #expect(try story.states() == ["\(first.login) closed", "\(other.login) unneeded"].sorted())
        try Self.enact(2, runs.world)
        let asked = try Self.request(story)
        #expect(asked.asked.map(\.id) == [other.review])
        #expect(try other.view().chunks.map(\.isRead) == [true, false, false, false])
        // They had never been late: nobody stands in for them.
        #expect(try runs.world.reconsider() == 1)
        #expect(try story.states() == ["\(first.login) closed", "\(other.login) open"].sorted())
        try other.work()
        #expect(try other.give(.approve).reviewState == .approved)
    }

    /// What blocks is mended by another version only. Nobody else is asked about what is approved meanwhile.
    @Test func aBlockingFindingIsNotAskedAway() throws {
        let runs = try RunStory.make(owners: "* @@reviewer\n")
        let story = try runs.delivered()
        let first = try story.reader()
        let other = try story.assign(Self.other(than: first.login))
        _ = try other.serve(0)
        try first.work()
        try first.give(.approve)
        _ = try other.find("The count is wrong", blocking: true)
        let open = try Self.request(story)
        #expect(!open.isReopened && open.output.reviewState == .approved, "it waits for what they say")
        #expect(open.asked.map(\.id) == [other.review])
        try other.give(.cannotTell, reason: "I do not know how many there are")
        #expect(try story.states() == ["\(first.login) closed", "\(other.login) closed"].sorted())
        let failure = try Self.refused(story)
        #expect(failure.code == .findingOpen)
        let run = try story.show().summary.run
        #expect(
            failure.message.hasSuffix(
                " No further review of this version helps; `countersign run revise \(run) -m TEXT` has a new version made, "
                    + "which is reviewed anew."))
        let revised = try ReviseRun.run(runs.world.team(.author), id: run, ReasonRequest(reason: "count again"))
        #expect(revised.summary.state == .queued)
        #expect(try runs.claim()?.feedback.map(\.text) == ["The count is wrong"])
    }

    /// The policy of its run asks for less, and the one in force does so again.
    @Test func whatTurnsOutNotToBeMissingIsApproved() throws {
        let runs = try RunStory.make(owners: "* @@reviewer\n")
        let story = try runs.delivered()
        let first = try Self.approved(story)
        try Self.enact(2, runs.world)
        #expect(try Self.request(story).isReopened)
        try Self.enact(1, runs.world)
        try runs.world.reconsider()
        #expect(try story.show().summary.reviewState == .approved && story.approval().isEffective)
        let other = Self.other(than: first.login)
        #expect(try story.states() == ["\(first.login) closed", "\(other) unneeded"].sorted())
        #expect(try runs.events("output:\(story.output.output)").last == "output_approved")
    }

    /// An approval can end before the others are there, too.
    @Test func whatExpiresInReviewIsAskedFor() throws {
        let story = try ReviewStory.make(risk: .sensitive)
        let readers = try story.readers()
        #expect(readers.count == 2)
        for reader in readers { try reader.work() }
        #expect(try readers[0].give(.approve).reviewState == .inReview)
        try Self.letExpire(story)
        #expect(try readers[1].give(.approve).reviewState == .inReview)
        let third = try #require(try story.readers().first)
        #expect(!readers.map(\.login).contains(third.login))
        try third.work()
        #expect(try third.give(.approve).reviewState == .approved)
    }

    @Test func whatNoReviewHelpsIsSaid() throws {
        let runs = try RunStory.make(owners: "* @@reviewer\n")
        let story = try runs.delivered()
        let id = story.output.output
        let run = try story.show().summary.run
        try story.reader().give(.changes, reason: "The count is wrong", cause: .agent)
        #expect(
            try Self.refused(story)
                == Failure(
                    .wrongState,
                    "a reviewer has sent version 1 of output \(id) back; `countersign run revise \(run) -m TEXT` has a new "
                        + "version made, which is reviewed anew"))
        try runs.world.tamper("UPDATE outputs SET review_state = 'released'")
        #expect(
            try Self.refused(story)
                == Failure(.wrongState, "output \(id) is released, and is not reviewed again; dispatch another run"))
        try runs.world.tamper("UPDATE runs SET is_trial = true")
        #expect(try Self.refused(story).code == .trialOutput)
        #expect(
            refusal { try RequestReview.run(runs.world.team(.stranger), outputID: id) } == .notFound)
    }

    /// What counts is not sent back to work; what is released stays so.
    @Test func onlyWhatDoesNotCountIsRevised() throws {
        let runs = try RunStory.make(owners: "* @@reviewer\n")
        let story = try runs.delivered()
        let run = try story.show().summary.run
        func revise() throws -> RunView {
            try ReviseRun.run(runs.world.team(.author), id: run, ReasonRequest(reason: "again"))
        }
        func message() -> String? { #expect(throws: Failure.self) { try revise() }?.message }
        let advice = "; it is revised when a reviewer has asked for changes, or an approval does not count any more"
        #expect(message() == "run \(run) is completed, its output in_review" + advice)
        _ = try Self.approved(story)
        let end = try #require(try story.approval().expiresAt).minute
        #expect(message() == "run \(run) is completed, its output approved, which counts until \(end)" + advice)
        try Self.letExpire(story)
        try runs.world.tamper("UPDATE outputs SET review_state = 'released'")
        #expect(message() == "run \(run) is completed, its output released" + advice)
        try runs.world.tamper("UPDATE outputs SET review_state = 'approved'")
        #expect(try revise().summary.state == .queued)
        #expect(message() == "run \(run) is queued" + advice)
    }
}

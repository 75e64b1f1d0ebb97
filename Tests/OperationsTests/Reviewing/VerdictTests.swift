import API
import Domain
import Operations
import TestSupport
import Testing

/// What follows from a verdict, and what does not.
@Suite struct VerdictTests {
    /// Two interactions, nothing read, no floor.
    @Test func askingForChangesTakesOnePlaceAndACause() throws {
        let story = try ReviewStory.make()
        let reader = try story.reader()
        #expect(refusal { try reader.give(.changes) } == .invalidInput)
        #expect(refusal { try reader.give(.changes, reason: "too long") } == .invalidInput, "no cause")
        #expect(refusal { try reader.give(.changes, cause: .agent) } == .invalidInput, "no place")
        let nowhere = AnchorView(chunk: 7, startLine: 1, endLine: 1, quotation: "")
        #expect(refusal { try reader.give(.changes, cause: .agent, nowhere) } == .anchorRange)
        let verdict = try reader.give(
            .changes, cause: .template, AnchorView(chunk: 1, startLine: 7, endLine: 7, quotation: "before."))
        #expect(verdict.reviewState == .changesRequested && verdict.expiresAt == nil)
        let output = try story.show()
        #expect(output.summary.reviewState == .changesRequested && !output.approval.isEffective)
        #expect(output.findings.map(\.cause) == [.template])
        #expect(output.findings.map(\.isBlocking) == [false])
        #expect(try story.runs.events("output:\(story.output.output)").last == "output_changes_requested")
    }

    @Test func anAbsenceIsEnoughToo() throws {
        let story = try ReviewStory.make()
        try story.reader().give(.changes, reason: "The migration guide is missing", cause: .context)
        #expect(try story.show().findings.map(\.text) == ["The migration guide is missing"])
    }

    /// Somebody's objection stands against this version, whoever else approves it.
    @Test func anObjectionOutweighsAnApproval() throws {
        let story = try ReviewStory.make()
        let (one, two) = (try story.assign(.reviewer), try story.assign(.second))
        try one.give(.changes, reason: "The count is wrong", cause: .agent)
        try two.work()
        #expect(try two.give(.approve).reviewState == .changesRequested)
        let approval = try story.approval()
        #expect(!approval.isEffective && approval.approvals == 1)
    }

    @Test func whoCannotTellIsFollowedBySomebodyElse() throws {
        let story = try ReviewStory.make()
        let first = try story.reader()
        #expect(refusal { try first.give(.cannotTell, reason: "hm") } == .invalidInput)
        let verdict = try first.give(.cannotTell, reason: "I do not know this part of the product")
        #expect(verdict.reviewState == .inReview)
        let next = try story.reader()
        #expect(next.login != first.login)
        try next.give(.cannotTell, reason: "Neither do I know this part")
        #expect(try story.readers().map(\.login) == [.admin], "admins review when nobody else is left")
        try story.reader().give(.cannotTell, reason: "And nor does the admin")
        #expect(try story.readers().isEmpty)
        #expect(try story.show().summary.reviewState == .inReview)
        #expect(try story.runs.events("output:\(story.output.output)").last == "review_unassignable")
    }

    @Test func handingBackGoesToTheTeam() throws {
        let story = try ReviewStory.make()
        let reader = try story.reader()
        let verdict = try reader.give(.handBack, reason: "This is not what was asked for")
        #expect(verdict.reviewState == .changesRequested)
    }

    /// Whoever has a part in the work cannot approve it; handing it back brings somebody else.
    @Test func aConflictThatCameLaterIsHandedOn() throws {
        let story = try ReviewStory.make()
        let reader = try story.reader()
        try reader.work()
        try story.answerQuestion(reader.login)
        #expect(try reader.refusals() == ["conflict_of_interest"])
        #expect(try reader.give(.handBack, reason: "I answered the agent's question").reviewState == .inReview)
        let next = try story.reader()
        #expect(next.login != reader.login)
    }

    @Test func onlyWhatWasReadCanBeApproved() throws {
        let story = try ReviewStory.make()
        let reader = try story.reader()
        try reader.work()
        #expect(refusal { try reader.give(.approve, digest: Digest.of("something else")) } == .stale)
        #expect(refusal { try reader.give(.changes, digest: Digest.of("x"), reason: "x", cause: .agent) } == .stale)
        try reader.give(.approve)
    }

    @Test func aNewVersionEndsTheReviewsOfTheOld() throws {
        let story = try ReviewStory.make()
        let reader = try story.reader()
        try reader.work()
        let next = try story.submitAgain()
        #expect(next.output.output == story.output.output && next.output.number == 2)
        #expect(refusal { try reader.give(.approve) } == .stale)
        #expect(refusal { try reader.serve(0) } == .stale)
        #expect(refusal { try reader.answer("accounted", Reader.first) } == .stale)
        #expect(try reader.view().summary.state == "stale")
        #expect(try story.runs.events("review:\(reader.review)").last == "review_staled")
        // The same person is asked again, and starts again.
        #expect(try next.readers().map(\.login) == [reader.login])
        #expect(try next.reader().refusals().first == "coverage_incomplete")
    }

    @Test func fiftyAtOnceGiveOneVerdict() async throws {
        let story = try ReviewStory.make(connections: 12)
        let reader = try story.reader()
        try reader.work()
        let answers = await withTaskGroup(of: FailureCode?.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    do {
                        _ = try await onOwnThread { try reader.give(.approve) }
                        return nil
                    } catch { return (error as? Failure)?.code ?? .internalError }
                }
            }
            return await group.reduce(into: [FailureCode?]()) { $0.append($1) }
        }
        #expect(answers.filter { $0 == nil }.count == 1)
        #expect(answers.compactMap(\.self).allSatisfy { $0 == .wrongState })
        #expect(try story.world.team(.author).read { try $0.one(CountOf(output: story.output.output)) } == 1)
    }

    // MARK: Findings

    @Test func aBlockingFindingStopsEverybodyUntilItsAuthorClosesIt() throws {
        let story = try ReviewStory.make()
        let (one, two) = (try story.assign(.reviewer), try story.assign(.second))
        let finding = try one.find("The password must never come from the environment", blocking: true, Reader.first)
        try two.work()
        #expect(try two.view().missing.isEmpty, "nobody is told before its author's verdict")
        #expect(refusal { try CloseFinding.run(one.team(), findingID: finding.id) } == .wrongState)
        let next = try story.submitAgain()
        let later = try next.assign(.second)
        try later.work()
        #expect(try later.refusals() == ["finding_open"])
        for login in [World.Login.second, .admin, .author] {
            #expect(refusal { try CloseFinding.run(story.world.team(login), findingID: finding.id) } == .notAllowed)
        }
        let stranger = try story.world.team(.stranger)
        #expect(refusal { try CloseFinding.run(stranger, findingID: finding.id) } == .notFound)
        let closed = try CloseFinding.run(one.team(), findingID: finding.id)
        #expect(closed.closedBy == "reviewer" && closed.closedOnVersion == 2)
        #expect(refusal { try CloseFinding.run(one.team(), findingID: finding.id) } == .alreadyDecided)
        #expect(try later.give(.approve).reviewState == .approved)
    }

    /// Its author leaves the team, or loses the role: the finding stays.
    @Test func removingTheReviewerClosesNothing() throws {
        let story = try ReviewStory.make()
        let (one, two) = (try story.assign(.reviewer), try story.assign(.second))
        _ = try one.find("This must not go out", blocking: true)
        try story.world.database.run("DELETE FROM memberships WHERE person_id = '\(one.login.id)'")
        try two.work()
        try two.give(.approve)
        #expect(try !story.approval().isEffective)
        #expect(try story.show().summary.reviewState == .inReview)
        #expect(refusal { try one.serve(0) } == .notFound, "and who is gone reviews no more")
    }

    @Test func findingsStandWhereTheySay() throws {
        let reader = try ReviewStory.make().reader()
        let wrong = AnchorView(chunk: 0, startLine: 3, endLine: 3, quotation: "not there at all")
        #expect(refusal { try reader.find("wrong", blocking: false, wrong) } == .anchorNotFound)
        #expect(refusal { try reader.find("", blocking: false) } == .invalidInput)
        #expect(refusal { try reader.find("\u{200B}", blocking: false) } == .invalidInput)
        let short = AnchorView(chunk: 0, startLine: 3, endLine: 3, quotation: "12")
        let finding = try reader.find("Is it 12?", blocking: false, short)
        #expect(finding.anchor?.quotation == "12" && finding.author == reader.login.rawValue)
        #expect(try CloseFinding.run(reader.team(), findingID: finding.id).closedOnVersion == 1)
    }
}

extension ReviewStory {
    /// Somebody answers a question of the run's agent.
    func answerQuestion(_ login: World.Login) throws {
        try world.tamper(
            """
            INSERT INTO questions (team_id, id, run_id, attempt, text, state, deadline, answer, answered_by, answered_at)
            SELECT team_id, 'qst_\(login.rawValue)', run_id, attempt, 'Which?', 'answered', now(), 'This one', '\(login.id)', now()
            FROM output_versions WHERE output_id = '\(output.output)' AND number = 1
            """)
    }
}

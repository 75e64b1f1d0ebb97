import API
import Domain
import Operations
import Store
import TestSupport
import Testing

/// What an attempt was done with and claims to have used: recorded with its end, once, by the runner that holds it.
@Suite struct ClaimedUsageTests {
    private static let usage = ClaimedUsage(
        model: "m-1", inputTokens: 1200, outputTokens: 34, turns: 5, costMicrodollars: 420_000)

    private func submit(
        _ story: RunStory, _ run: ClaimedRun, term: Int64? = nil, harness: String? = "writer 0.86",
        _ claimed: ClaimedUsage? = usage, by runner: TeamContext? = nil
    ) throws {
        let file = SubmittedFile(path: "release-notes.md", digest: try story.upload(RunStory.notes))
        _ = try SubmitOutput.run(
            runner ?? story.world.runner(), runID: run.id, attempt: run.attempt,
            SubmitRequest(
                term: term ?? run.term, files: [file], frameCount: 0, frameHead: FrameChain.start, harness: harness,
                claimed: claimed))
    }

    @Test func aSubmissionSaysWhatItTook() throws {
        let story = try RunStory.make()
        let run = try story.start()
        try submit(story, run)
        let attempt = try #require(try story.show(run.id).attempts.first)
        #expect(attempt.harness == "writer 0.86" && attempt.claimed == Self.usage)
    }

    @Test func aFailureSaysSoToo() throws {
        let story = try RunStory.make()
        let run = try story.start()
        try FailAttempt.run(
            story.world.runner(), runID: run.id, attempt: run.attempt,
            FailRequest(term: run.term, reason: "no rows", harness: "script", claimed: ClaimedUsage(turns: 1)))
        let attempt = try #require(try story.show(run.id).attempts.first)
        #expect(attempt.harness == "script" && attempt.claimed == ClaimedUsage(turns: 1))
    }

    @Test func whatIsNotToldStaysUnknown() throws {
        let story = try RunStory.make()
        let run = try story.start()
        try submit(story, run, harness: nil, nil)
        let attempt = try #require(try story.show(run.id).attempts.first)
        #expect(attempt.harness == nil && attempt.claimed == nil)
    }

    @Test(arguments: [
        ClaimedUsage(inputTokens: -1), ClaimedUsage(outputTokens: .min), ClaimedUsage(turns: ClaimedUsage.limit + 1),
        ClaimedUsage(costMicrodollars: .max), ClaimedUsage(model: ""), ClaimedUsage(model: "a\u{202E}b"),
        ClaimedUsage(model: String(repeating: "x", count: 101)),
    ])
    func figuresThatCannotBeAreRefused(claimed: ClaimedUsage) throws {
        let story = try RunStory.make()
        let run = try story.start()
        #expect(refusal { try submit(story, run, claimed) } == .invalidInput)
        #expect(refusal { try submit(story, run, harness: "a\nb", nil) } == .invalidInput)
        #expect(try story.show(run.id).summary.state == .running)
        try submit(story, run, Self.usage)
    }

    /// Of another term, of a lost lease, for an attempt that has ended: nothing is recorded.
    @Test func whoDoesNotHoldTheAttemptSaysNothingAboutIt() throws {
        let story = try RunStory.make()
        let run = try story.start()
        #expect(refusal { try submit(story, run, term: run.term + 1) } == .leaseLost)
        #expect(refusal { try submit(story, run, term: run.term - 1) } == .leaseLost)
        try story.letLeasePass(run.id)
        #expect(refusal { try submit(story, run) } == .leaseLost)
        try story.rescue(run)
        let again = try #require(try story.claim())
        #expect(refusal { try submit(story, run) } == .leaseLost, "the first attempt is over")
        try submit(story, again, harness: "script", nil)
        #expect(refusal { try submit(story, again) } == .leaseLost)
        let attempts = try story.show(run.id).attempts
        #expect(attempts.map(\.harness) == [nil, "script"] && attempts.map(\.claimed) == [nil, nil])
        #expect(try story.show(run.id).quarantined > 0)
    }

    /// As the service's role, past its code.
    @Test func theDatabaseTakesItWithTheEndOnly() throws {
        let story = try RunStory.make()
        let (running, done) = (try story.start(), try story.start())
        try submit(story, done)
        func attack(_ change: String, _ run: ClaimedRun) throws -> String {
            try Attack.run(
                story.world, team: World.northID, "UPDATE attempts SET \(change) WHERE run_id = '\(run.id)'")
        }
        let end = "state = 'failed', ended_at = now()"
        for column in [
            "harness = 'x'", "claimed_model = 'x'", "claimed_input_tokens = 0", "claimed_output_tokens = 0",
            "claimed_turns = 0", "claimed_cost_microdollars = 0",
        ] {
            #expect(try attack(column, running) == "usage_comes_with_the_end", "\(column)")
            #expect(try attack(column, done) == "lease_lost", "\(column)")
            #expect(try attack("\(end), \(column)", running) == "done", "\(column)")
        }
        let (figures, words) = (
            ["claimed_input_tokens", "claimed_output_tokens", "claimed_turns", "claimed_cost_microdollars"],
            ["harness", "claimed_model"]
        )
        let bad =
            figures.flatMap { name in ["-1", "9007199254740992"].map { (name, $0) } }
            + words.flatMap { name in ["''", "E'a\\nb'", "repeat('x', 101)"].map { (name, $0) } }
        for (column, value) in bad {
            #expect(try attack("\(end), \(column) = \(value)", running) == "attempts_\(column)_check", "\(value)")
        }
        // Nor with the loss of its host, which tells nothing.
        let lost = "UPDATE attempts SET state = 'host_lost', ended_at = now()"
        #expect(throws: DatabaseError.self) {
            try story.world.tamper("\(lost), harness = 'x' WHERE run_id = '\(running.id)'")
        }
        try story.world.tamper("\(lost) WHERE run_id = '\(running.id)'")
    }

    /// A budget of dollars is measured by what agents claim, and cannot be told as long as one has not.
    @Test(arguments: [(500_000, ActionState.held), (1_500_000, .denied), (nil, .denied)] as [(Int64?, ActionState)])
    func aBudgetOfDollarsCounts(microdollars: Int64?, state: ActionState) throws {
        let story = try ActionStory.make { files in
            files = files.filter { !$0.key.hasPrefix("cases/") }
            files["approvals.yaml"]? += """

                  - name: nothing-over-budget
                    effect: forbid
                    if: {budget: {above: 100}, action: git.release}

                """
        }
        try story.runs.publish { $0["task.yaml"]? += "budget: {dollars: 1}\n" }
        let run = try story.start("release-notes")
        let file = SubmittedFile(path: "release-notes.md", digest: try story.runs.upload(ReviewStory.notes))
        let version = try SubmitOutput.run(
            story.world.runner(), runID: run.id, attempt: run.attempt,
            SubmitRequest(
                term: run.term, files: [file], frameCount: 0, frameHead: FrameChain.start,
                claimed: microdollars.map { ClaimedUsage(costMicrodollars: $0) }))
        try story.approve(version)
        let action = try story.release(version, repository: try story.folder.repository())
        #expect(action.state == state)
    }
}

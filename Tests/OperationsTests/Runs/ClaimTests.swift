import API
import Domain
import Operations
import TestSupport
import Testing

@Suite struct ClaimTests {
    @Test func eightClaimersNeverGetTheSameRun() async throws {
        let story = try RunStory.make(connections: 9)
        let ids = try Set((0..<8).map { _ in try story.dispatch().summary.id })
        let claimed = try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<8 { group.addTask { try await onOwnThread { try story.claim()?.id } } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(claimed.count == 8 && Set(claimed.compactMap(\.self)) == ids)
        #expect(try story.claim() == nil)
    }

    @Test func theOldestComesFirst() throws {
        let story = try RunStory.make()
        let ids = try (0..<3).map { _ in try story.dispatch().summary.id }
        #expect(try (0..<3).map { _ in try story.claim()?.id } == ids)
    }

    /// A stolen runner token cannot widen what its runner is for.
    @Test func labelsAreThoseThatAnAdminRegistered() throws {
        let story = try RunStory.make()
        _ = try story.dispatch()
        let runner = try story.world.runner()
        #expect(refusal { try ClaimWork.run(runner, ClaimRequest(host: "h", labels: ["git", "gpu"])) } == .notAllowed)
        #expect(try ClaimWork.run(runner, ClaimRequest(host: "h", labels: [])).run == nil)
        #expect(try ClaimWork.run(runner, ClaimRequest(host: "h", labels: ["git"])).run != nil)
    }

    @Test func aRunnerGetsNothingOfAnotherTeam() throws {
        let story = try RunStory.make()
        _ = try story.dispatch()
        let south = try story.world.runner("south")
        #expect(try ClaimWork.run(south, ClaimRequest(host: "h", labels: ["git"])).run == nil)
    }

    @Test func aCancelledRunIsNotClaimed() throws {
        let story = try RunStory.make()
        let run = try story.dispatch()
        _ = try CancelRun.run(story.world.team(.admin), id: run.summary.id, ReasonRequest(reason: "not needed"))
        #expect(try story.claim() == nil)
        #expect(try story.show(run.summary.id).summary.state == .cancelled)
    }

    @Test func aLostHostsRunIsClaimedAgainUntilItIsPoison() throws {
        let story = try RunStory.make()
        let id = try story.dispatch().summary.id
        for number in 1...RescueLease.attemptsLimit {
            let run = try #require(try story.claim())
            #expect(run.id == id && run.attempt == number && run.term == Int64(number))
            try story.rescue(run)
            #expect(try story.show(id).summary.state == .running, "its lease has not passed")
            try story.letLeasePass(id)
            try story.rescue(run)
            #expect(try story.show(id).summary.state == (number < RescueLease.attemptsLimit ? .hostLost : .error))
            try story.rescue(run)
        }
        #expect(try story.claim() == nil)
        let poison = try story.show(id)
        #expect(poison.attempts.map(\.state) == Array(repeating: .hostLost, count: 5))
        #expect(poison.summary.reason.contains("5 attempts"))
        #expect(try story.events("run:\(id)").suffix(2) == ["attempt_lost", "run_failed"])
    }

    /// The next attempt is told; the last one that may be ends the run.
    @Test func aRefusedOutputGoesBackToTheAgentUntilItDoesNotListen() throws {
        let story = try RunStory.make()
        let runner = try story.world.runner()
        let id = try story.dispatch().summary.id
        for number in 1...FailAttempt.refusalsLimit {
            let run = try #require(try story.claim())
            #expect(run.id == id && run.attempt == number)
            let told = (1..<number).map { "the output of attempt \($0) was refused: flaw \($0)" }
            #expect((run.revisionReason ?? "") == told.joined(separator: "\n"))
            try FailAttempt.run(
                runner, runID: id, attempt: number,
                FailRequest(term: run.term, reason: "flaw \(number)", isOutputRefused: true))
        }
        #expect(try story.claim() == nil)
        let ended = try story.show(id)
        #expect(ended.summary.state == .error)
        #expect(ended.summary.reason == "3 outputs in a row were refused, the last: flaw 3")
        let again = #expect(throws: Failure.self) {
            try ReviseRun.run(story.world.team(.author), id: id, ReasonRequest(reason: "again"))
        }
        #expect(again?.message.contains("`countersign run show \(id)` has its reason and the command") == true)
        #expect(ended.attempts.allSatisfy { $0.state == .failed })
        #expect(
            try story.events("run:\(id)").filter { $0 != "run_claimed" }
                == ["run_dispatched", "attempt_refused", "attempt_refused", "run_failed"])
    }

    /// What was delivered before starts the count anew, and why people sent the run back stays told.
    @Test func refusalsCountSinceTheLastOutput() throws {
        let story = try RunStory.make()
        let runner = try story.world.runner()
        var run = try story.start()
        func refuse() throws {
            try FailAttempt.run(
                runner, runID: run.id, attempt: run.attempt,
                FailRequest(term: run.term, reason: "flaw", isOutputRefused: true))
            run = try #require(try story.claim())
        }
        for _ in 1..<FailAttempt.refusalsLimit { try refuse() }
        try story.submit(run)
        try story.world.tamper(
            """
            UPDATE outputs SET review_state = 'changes_requested';
            UPDATE reviews SET state = 'closed', closed_at = now();
            """)
        _ = try ReviseRun.run(story.world.team(.author), id: run.id, ReasonRequest(reason: "shorter"))
        run = try #require(try story.claim())
        #expect(run.revisionReason == "shorter")
        try refuse()
        #expect(run.revisionReason == "shorter\nthe output of attempt 4 was refused: flaw")
        try story.submit(run)
        #expect(try story.show(run.id).summary.state == .completed)
    }

    @Test func aCancelledRunIsNotRepeated() throws {
        let story = try RunStory.make()
        let run = try story.start()
        _ = try CancelRun.run(story.world.team(.admin), id: run.id, ReasonRequest(reason: "not needed"))
        try FailAttempt.run(
            story.world.runner(), runID: run.id, attempt: 1,
            FailRequest(term: 1, reason: "flaw", isOutputRefused: true))
        #expect(try story.show(run.id).summary.state == .cancelled)
    }
}

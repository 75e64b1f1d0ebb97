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
}

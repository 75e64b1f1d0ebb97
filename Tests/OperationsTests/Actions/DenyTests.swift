import API
import Domain
import Operations
import Store
import TestSupport
import Testing

/// Saying no, and no answer at all.
@Suite struct DenyTests {
    @Test func aNoEndsItWithTheReasonAndTheRunGoesOn() throws {
        let story = try ActionStory.make()
        let held = try story.held()
        let denied = try story.deny(held)
        #expect(denied.state == .denied && denied.outcome == "denied_by" && denied.outcomeReason == "not now")
        #expect(try story.runState(held) == .running)
        #expect(refusal { try story.sign(held) } == .alreadyDecided)
        #expect(refusal { try story.deny(held) } == .alreadyDecided)
        #expect(try BackgroundJobs.runDue(story.world.services) == 0)
        #expect(story.executed("notices") == [])
    }

    @Test func itTakesAReasonAndARole() throws {
        let story = try ActionStory.make()
        let held = try story.held()
        let blank = refusal {
            try DenyAction.run(story.world.team(.reviewer), id: held.id, ReasonRequest(reason: " \n"))
        }
        #expect(blank == .invalidInput)
        try story.world.database.run("UPDATE memberships SET roles = '{member}' WHERE person_id = 'per_second'")
        #expect(refusal { try story.deny(held, by: .second) } == .notAllowed)
        // Who dispatched the run may stop what its agent wants.
        #expect(try story.deny(held, by: .author).outcome == "denied_by")
    }

    @Test func whoAskedTakesItBack() throws {
        let story = try ActionStory.make()
        let repository = try story.folder.repository()
        let held = try story.release(try story.approvedOutput(), repository: repository)
        #expect(try story.deny(held, by: .author).outcome == "withdrawn")
    }

    @Test func nobodyAnswers() throws {
        let story = try ActionStory.make()
        let held = try story.held()
        #expect(try BackgroundJobs.runDue(story.world.services) == 0)
        try story.moveDeadline(held, milliseconds: -1)
        // Before any job has come by.
        let seen = try story.show(held)
        #expect(seen.state == .denied && seen.outcome == "timed_out" && seen.outcomeReason == "nobody answered in time")
        #expect(refusal { try story.sign(held) } == .expired)
        #expect(refusal { try story.deny(held) } == .expired)
        #expect(try story.outcomes(held) == [])
        #expect(try BackgroundJobs.runDue(story.world.services) == 1)
        #expect(try story.outcomes(held) == ["timed_out"])
        #expect(try story.runState(held) == .running)
        #expect(try BackgroundJobs.runDue(story.world.services) == 0)
    }

    @Test func aJobThatComesEarlyIsRefused() throws {
        let story = try ActionStory.make()
        let held = try story.held()
        #expect(refusal { try ExpireAction.run(story.system, id: held.id) } == .wrongState)
        #expect(try story.show(held).state == .held)
    }

    @Test(arguments: [DenialReason.withdrawn, .hostLost])
    func aRunThatIsOverTakesItsRequestsWithIt(outcome: DenialReason) throws {
        let story = try ActionStory.make()
        let run = try story.start()
        let held = try story.ask(run)
        let allowed = try story.ask(run, "notes.append", ["page": "week-7", "text": "Recap done."])
        if outcome == .withdrawn {
            _ = try CancelRun.run(story.world.team(.author), id: run.id, ReasonRequest(reason: "stop"))
        } else {
            try story.runs.letLeasePass(run.id)
            try story.runs.rescue(run)
        }
        #expect(try story.show(held).outcome == outcome.rawValue)
        let stopped = try story.show(allowed)
        #expect(stopped.state == .failed && stopped.outcomeReason?.isEmpty == false)
        #expect(try BackgroundJobs.runDue(story.world.services) == 0)
        #expect(story.executed("notes") == [])
    }

    /// The request's row is locked by somebody else until its deadline has passed; a yes, a no and the clock wait for
    /// it together. Nothing may come of what comes too late.
    @Test func whateverWaitedForALockUntilTooLateIsTooLate() async throws {
        let story = try ActionStory.make()
        let held = try story.held()
        try story.moveDeadline(held, milliseconds: 300)
        let holder = Connection(url: story.world.database.ownerURL)
        try holder.open()
        try holder.run(script: "BEGIN; SELECT FROM action_requests WHERE id = '\(held.id)' FOR UPDATE")
        let attempts: [@Sendable () throws -> Void] = [
            { _ = try story.sign(held) }, { _ = try story.deny(held, by: .second) },
            { try ExpireAction.run(story.system, id: held.id) },
        ]
        async let answers = atOnce(attempts)
        try holder.run(
            script: """
                SELECT pg_sleep_until(deadline + interval '50 milliseconds') FROM action_requests
                    WHERE id = '\(held.id)';
                COMMIT
                """)
        let codes = await answers.map(\.code)
        #expect(try story.outcomes(held) == ["timed_out"])
        #expect(codes.filter { $0 == nil }.count == 1)
        #expect(codes.compactMap { $0 }.allSatisfy { $0 == .expired || $0 == .alreadyDecided })
        #expect(try story.runState(held) == .running)
        #expect(story.executed("notices") == [])
    }

    /// Before the deadline the clock has no say, and of a yes and a no one wins.
    @Test(arguments: 0..<5)
    func aYesAndANoAtOnceMakeOneDecision(round: Int) async throws {
        let story = try ActionStory.make()
        let held = try story.held()
        let attempts: [@Sendable () throws -> Void] = [
            { _ = try story.sign(held) }, { _ = try story.deny(held, by: .second) },
            { _ = try story.deny(held, by: .admin) }, { try ExpireAction.run(story.system, id: held.id) },
        ]
        let results = await atOnce(attempts)
        let outcome = try story.outcomes(held)
        #expect(outcome == ["signed"] || outcome == ["denied_by"])
        #expect(results.compactMap(\.code).filter { $0 == .alreadyDecided }.count >= 2)
        let state = try story.show(held).state
        #expect(state == (outcome == ["signed"] ? .signed : .denied))
    }
}

import API
import Domain
import Operations
import TestSupport
import Testing

@Suite struct TranscriptTests {
    @Test func whatIsAcknowledgedIsStoredAndMayComeAgain() throws {
        let story = try RunStory.make()
        let run = try story.start()
        let all = RunStory.frames(["one", "two", "three", "four"])
        #expect(try story.append([], to: run) == 0)
        #expect(try story.append(Array(all[0...1]), to: run) == 2)
        #expect(try story.append(Array(all[0...1]), to: run) == 2, "again")
        #expect(try story.append([all[1]], to: run) == 2, "again, the last")
        #expect(try story.append(Array(all[1...3]), to: run) == 4, "overlapping")
        let log = try ShowLog.run(
            story.world.team(.reviewer), id: run.id, attempt: nil, PageRequest(limit: "3", cursor: nil, parts: 1))
        #expect(
            log.items.map(\.body) == ["one", "two", "three"] && log.items.map(\.digest) == all[0...2].map(\.digest))
        let rest = try ShowLog.run(
            story.world.team(.reviewer), id: run.id, attempt: 1, PageRequest(limit: "3", cursor: log.next, parts: 1))
        #expect(rest.items.map(\.body) == ["four"] && rest.next == nil)
        #expect(
            refusal {
                try ShowLog.run(
                    story.world.team(.author), id: run.id, attempt: 2, PageRequest(limit: nil, cursor: nil, parts: 1))
            } == .notFound)
    }

    @Test func aTranscriptOnlyGrowsAndHasNoGap() throws {
        let story = try RunStory.make()
        let run = try story.start()
        let stored = RunStory.frames(["one", "two"])
        _ = try story.append(stored, to: run)
        func refused(_ frames: [FrameRequest]) -> FailureCode? { refusal { try story.append(frames, to: run) } }
        #expect(refused(RunStory.frames(["one", "TWO"])) == .frameConflict, "rewritten")
        #expect(refused([RunStory.frames(["one", "two", "three", "four"])[3]]) == .frameConflict, "a gap")
        #expect(refused(RunStory.frames(["three"], from: 3)) == .frameConflict, "does not follow from what is stored")
        var forged = RunStory.frames(["three"], after: stored[1].digest, from: 3)
        forged[0].body = "THREE"
        #expect(refused(forged) == .frameConflict, "a digest of something else")
        let good = RunStory.frames(["three", "four"], after: stored[1].digest, from: 3)
        #expect(refused([good[1], good[0]]) == .badRequest, "out of order")
        #expect(refused(RunStory.frames(["zero"], from: 0)) == .badRequest)
        #expect(try story.append(good, to: run) == 4)
    }

    @Test func limitsHoldToTheByte() throws {
        let story = try RunStory.make()
        let run = try story.start()
        func result(_ bodies: [String]) -> FailureCode? {
            do { _ = try story.append(RunStory.frames(bodies), to: run) } catch { return (error as? Failure)?.code }
            return nil
        }
        let full = String(repeating: "x", count: AppendFrames.bodyLimitBytes)
        #expect(result([full + "x"]) == .bodyTooLarge)
        #expect(result(Array(repeating: full, count: 16) + ["x"]) == .bodyTooLarge)
        #expect(result(Array(repeating: "x", count: AppendFrames.countLimit + 1)) == .bodyTooLarge)
        #expect(result(["nul \0"]) == .badRequest)
        #expect(result(Array(repeating: full, count: 16)) == nil)
        let second = try story.start()
        #expect(
            try story.append(RunStory.frames(Array(repeating: "x", count: AppendFrames.countLimit)), to: second) == 500)
    }

    @Test func onlyTheHolderOfTheLeaseWrites() throws {
        let story = try RunStory.make()
        let run = try story.start()
        let frames = RunStory.frames(["one"])
        #expect(refusal { try story.append(frames, to: run, term: 2) } == .leaseLost)
        try story.letLeasePass(run.id)
        #expect(refusal { try story.append(frames, to: run) } == .leaseLost)
        #expect(try story.show(run.id).attempts[0].frameCount == 0)
    }
}

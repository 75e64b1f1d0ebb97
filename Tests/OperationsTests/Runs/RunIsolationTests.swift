import API
import Domain
import Operations
import Platform
import TestSupport
import Testing

/// What one team has is, for everybody else, what does not exist: the same refusal, word for word but for the name.
@Suite struct RunIsolationTests {
    @Test func everyDoorOfAnotherTeamSaysThatThereIsNothing() throws {
        let story = try RunStory.make()
        let done = try story.start()
        let output = try story.submit(done).output
        let run = try story.start()
        let question = try AskQuestion.run(
            story.world.runner(), runID: run.id, attempt: 1, AskRequest(term: 1, text: "Why?", options: []))
        let digest = Digest.of(RunStory.notes)
        let stranger = try story.world.team(.stranger)
        let runner = try story.world.runner("south")
        let page = try PageRequest(limit: nil, cursor: nil, parts: 1)
        let reason = ReasonRequest(reason: "x")

        func same(_ real: String, _ made: String, _ door: (String) throws -> some Any) {
            let one = #expect(throws: Failure.self) { try door(real) }
            let other = #expect(throws: Failure.self) { try door(made) }
            #expect(one?.code == .notFound && one?.message == other?.message.replacing(made, with: real))
        }
        let doors: [(String) throws -> Any] = [
            { try ShowRun.run(stranger, id: $0) }, { try ShowBrief.run(stranger, id: $0) },
            { try ShowLog.run(stranger, id: $0, attempt: nil, page) }, { try CancelRun.run(stranger, id: $0, reason) },
            { try ArchiveRun.run(stranger, id: $0) }, { try ReviseRun.run(stranger, id: $0, reason) },
            { try Heartbeat.run(runner, runID: $0, attempt: 1, TermRequest(term: 1)) },
            { try AppendFrames.run(runner, runID: $0, attempt: 1, FramesRequest(term: 1, frames: [])) },
            { try FailAttempt.run(runner, runID: $0, attempt: 1, FailRequest(term: 1, reason: "")) },
            { try AskQuestion.run(runner, runID: $0, attempt: 1, AskRequest(term: 1, text: "?", options: [])) },
        ]
        for door in doors { same(run.id, "run_0000000000000000", door) }
        same(question.id, "qst_0000000000000000") { try ShowQuestion.run(runner, id: $0) }
        same(output, "out_0000000000000000") { try ShowOutput.run(stranger, id: $0) }
        same(output, "out_0000000000000000") {
            try GetOutputFile.run(stranger, output: $0, version: 1, path: "release-notes.md")
        }
        same(output, "out_0000000000000000") { try DiffOutput.run(stranger, output: $0, from: 1, to: 1) }
        same(digest.description, Digest.of("nothing").description) {
            try GetArtifact.run(stranger, digest: try #require(Digest($0)))
        }
        let lists = try PageRequest(limit: nil, cursor: nil, parts: 2)
        #expect(try ListRuns.run(stranger, lists).items.isEmpty && ListOutputs.run(stranger, lists).items.isEmpty)
        #expect(try story.show(run.id).summary.state == .awaitingAnswer, "and nothing of it had an effect")
    }

    /// Equal bytes in two teams are two artifacts: having one says nothing about the other.
    @Test func equalBytesAreHeldByEachTeamForItself() throws {
        let story = try RunStory.make()
        let digest = try story.upload("the same bytes")
        let south = try story.world.runner("south")
        #expect(refusal { try GetArtifact.run(south, digest: digest) } == .notFound)
        let path = try FileParts.writeTemporary(in: "/tmp") { try $0(Array("the same bytes".utf8)) }
        defer { try? removeFile(path) }
        let stored = try PutArtifact.run(south, digest: digest, .init(path: path, sizeBytes: 14, digest: digest))
        #expect(stored.size == 14)
        guard case .bytes(let bytes) = try GetArtifact.run(south, digest: digest) else {
            Issue.record("small artifacts come as bytes")
            return
        }
        #expect(String(decoding: bytes, as: UTF8.self) == "the same bytes")
    }
}

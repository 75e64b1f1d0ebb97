import API
import Domain
import Operations
import TestSupport
import Testing

/// What of a submission is refused, and what happens to one that comes too late.
@Suite struct SubmitTests {
    /// A template that asks for one file of each kind, in a policy that allows it.
    private static func story() throws -> RunStory {
        try RunStory.make(
            policy: { files in
                files = files.filter { !$0.key.hasPrefix("cases/") }
                files["use-cases.yaml"] = files["use-cases.yaml"]?.replacing(
                    "kinds: [document]", with: "kinds: [document, data]", maxReplacements: 1)
            },
            template: {
                $0["task.yaml"] = $0["task.yaml"]?.replacing(
                    "actions:",
                    with: """
                          - path: counts.json
                            kind: data
                            required: false
                            schema:
                              type: object
                              properties: {total: {type: integer}, list: {items: {type: string}}}
                              required: [total]
                          - path: "data/*"
                            kind: data
                            required: false
                        actions:
                        """)
            })
    }

    @Test func pathsStayInsideAndApart() throws {
        let story = try RunStory.make()
        let run = try story.start()
        let good = SubmittedFile(path: "release-notes.md", digest: try story.upload(RunStory.notes))
        for path in [
            "../x", "/x", "a/../b", "./x", "a//b", "a/", "", "a\u{0}b", "a\nb", "a\\b", "x\u{202E}y", "e\u{301}",
            ".git/config",
            String(repeating: "x", count: 401), "Release-Notes.md", "release-notes.md", "release-notes.md/x",
        ] {
            let files = [good, SubmittedFile(path: path, digest: good.digest)]
            #expect(refusal { try story.submit(run, files: files) } == .invalidOutput, "\(path)")
        }
        #expect(try story.show(run.id).summary.state == .running)
        try story.submit(run, files: [good])
    }

    @Test func exactlyWhatTheTemplateAsksFor() throws {
        let story = try Self.story()
        let run = try story.start()
        func code(_ files: [String: String]) -> FailureCode? { refusal { try story.submit(run, files) } }
        #expect(code([:]) == .invalidOutput)
        #expect(code(["counts.json": "{\"total\": 1}"]) == .invalidOutput, "the required file is missing")
        #expect(code(["release-notes.md": RunStory.notes, "more.md": "x"]) == .invalidOutput, "nobody asked for it")
        #expect(
            code(["release-notes.md": RunStory.notes, "data/a/b": "x"]) == .invalidOutput, "deeper than the pattern")
        #expect(code(["release-notes.md": RunStory.notes, "counts.json": "{}"]) == .invalidOutput, "not by its schema")
        #expect(code(["release-notes.md": RunStory.notes, "counts.json": "{"]) == .invalidOutput, "not JSON")
        let wrong = #"{"total": "x", "list": [1]}"#
        let failure = try #require(throws: Failure.self) {
            try story.submit(run, ["release-notes.md": RunStory.notes, "counts.json": wrong])
        }
        #expect(
            failure.message
                == "counts.json: `list[0]` must be a string, found 1; `total` must be a whole number, found \"x\"")
        let unknown = SubmittedFile(path: "release-notes.md", digest: Digest.of("never uploaded"))
        #expect(refusal { try story.submit(run, files: [unknown]) } == .invalidOutput)
        let many = (0...1000).map { SubmittedFile(path: "data/\($0)", digest: unknown.digest) }
        #expect(refusal { try story.submit(run, files: many) } == .outputTooLarge)
        let version = try story.submit(
            run, ["release-notes.md": RunStory.notes, "counts.json": "{\"total\": 12}", "data/raw": "1\n"])
        #expect(version.files.map(\.path) == ["counts.json", "data/raw", "release-notes.md"])
        #expect(version.files.map(\.kind) == [.data, .data, .document])
    }

    @Test func textIsTextAndDataMayBeBytes() throws {
        let story = try Self.story()
        let run = try story.start()
        let notes = SubmittedFile(path: "release-notes.md", digest: try story.upload(RunStory.notes))
        let broken = SubmittedFile(path: "release-notes.md", digest: try story.upload([0x61, 0x0A, 0x62, 0xFF, 0x63]))
        let failure = #expect(throws: Failure.self) { try story.submit(run, files: [broken]) }
        #expect(failure?.message == "release-notes.md: line 2, byte 3: not valid UTF-8; write text in UTF-8")
        let nul = SubmittedFile(path: "release-notes.md", digest: try story.upload([0x61, 0x00]))
        #expect(refusal { try story.submit(run, files: [nul]) } == .invalidOutput)
        let bytes = SubmittedFile(path: "data/image", digest: try story.upload([0x89, 0x50, 0xFF, 0x00]))
        let version = try story.submit(run, files: [notes, bytes])
        let chunks = try story.world.team(.reviewer).read { try $0.all(ChunkBodies(output: version.output)) }
        #expect(chunks.first?.hasPrefix("data/image: 4 bytes that are not text, sha256:") == true)
        #expect(chunks.dropFirst().joined() == RunStory.notes && chunks.count == version.chunkCount)
    }

    @Test func whatNobodyCanReadAtOnceGoesBackToBeSplit() throws {
        let story = try RunStory.make()
        let run = try story.start()
        let words = { (count: Int) in String(repeating: "word and ", count: count / 2) + "\n" }
        #expect(refusal { try story.submit(run, ["release-notes.md": words(6002)]) } == .splitRequired)
        #expect(
            refusal { try story.submit(run, ["release-notes.md": String(repeating: "x", count: (8 << 20) + 1)]) }
                == .outputTooLarge)
        let version = try story.submit(run, ["release-notes.md": words(3000)])
        #expect(version.notices.count == 1 && version.notices[0].hasPrefix("large for one review"))
    }

    @Test func reviewersAreToldOfHiddenCharacters() throws {
        let story = try RunStory.make()
        let version = try story.submit(story.start(), ["release-notes.md": "Fine.\nNot\u{200B} fine.\n"])
        #expect(
            version.notices == [
                "release-notes.md holds 1 hidden characters, the first in line 2: U+200B ZERO WIDTH SPACE"
            ])
    }

    @Test func theWholeTranscriptComesFirst() throws {
        let story = try RunStory.make()
        let run = try story.start()
        let frames = RunStory.frames(["one", "two"])
        _ = try story.append([frames[0]], to: run)
        let file = SubmittedFile(path: "release-notes.md", digest: try story.upload(RunStory.notes))
        for claim in [(Int64(2), frames[1].digest), (1, frames[1].digest), (0, FrameChain.start)] {
            #expect(refusal { try story.submit(run, files: [file], frames: claim) } == .frameConflict)
        }
        try story.submit(run, files: [file], frames: (1, frames[0].digest))
    }

    @Test func aRepeatedSubmissionGetsTheSameAnswer() throws {
        let story = try RunStory.make()
        let run = try story.start()
        let key = RepetitionKey(key: "submit-1", requestDigest: Digest.of("submit"), repetition: .answered)
        let first = try story.submit(run, key: key)
        #expect(try wire(story.submit(run, key: key)) == wire(first))
        let shown = try story.show(run.id)
        #expect(shown.quarantined == 0 && shown.attempts.count == 1)
    }

    @Test func whatComesTooLateIsRefusedByNameAndKept() throws {
        let story = try RunStory.make()
        let late = try story.start()
        try story.letLeasePass(late.id)
        #expect(refusal { try story.submit(late) } == .leaseLost, "nobody has noticed yet")
        try story.rescue(late)
        let key = RepetitionKey(key: "late", requestDigest: Digest.of("late"), repetition: .answered)
        #expect(refusal { try story.submit(late, key: key) } == .leaseLost)
        #expect(refusal { try story.submit(late, key: key) } == .leaseLost, "the same answer")
        let again = try #require(try story.claim())
        #expect(again.id == late.id && again.term == 2)
        #expect(refusal { try story.submit(late, ["release-notes.md": "Other.\n"]) } == .leaseLost)
        let shown = try story.show(late.id)
        #expect(shown.quarantined == 2 && shown.output == nil && shown.summary.state == .running)
        #expect(try story.events("run:\(late.id)").count { $0 == "submission_quarantined" } == 2)
        try story.submit(again)
        #expect(try story.show(late.id).summary.state == .completed)
    }

    @Test func aStrangersSubmissionIsNotKept() throws {
        let story = try RunStory.make()
        let run = try story.start()
        let request = SubmitRequest(
            term: 1, files: [SubmittedFile(path: "x", digest: Digest.of("x"))], frameCount: 0,
            frameHead: FrameChain.start)
        let south = try story.world.runner("south")
        #expect(refusal { try SubmitOutput.run(south, runID: run.id, attempt: 1, request) } == .notFound)
        #expect(try story.show(run.id).quarantined == 0)
    }

    @Test func nothingIsSubmittedForACancelledRun() throws {
        let story = try RunStory.make()
        let run = try story.start()
        _ = try CancelRun.run(story.world.team(.author), id: run.id, ReasonRequest(reason: "wrong range"))
        #expect(refusal { try story.submit(run) } == .wrongState)
        let runner = try story.world.runner()
        let lease = try Heartbeat.run(runner, runID: run.id, attempt: 1, TermRequest(term: 1))
        #expect(lease.isCancelled)
        #expect(try story.append(RunStory.frames(["stopped"]), to: run) == 1, "its transcript is kept to the end")
        try FailAttempt.run(runner, runID: run.id, attempt: 1, FailRequest(term: 1, reason: "cancelled"))
        let shown = try story.show(run.id)
        #expect(shown.summary.state == .cancelled && shown.summary.reason == "wrong range" && shown.output == nil)
        #expect(shown.attempts.map(\.state) == [.cancelled] && shown.attempts[0].frameCount == 1)
    }
}

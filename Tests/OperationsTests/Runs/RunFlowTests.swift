import API
import Domain
import Formats
import Operations
import Store
import TestSupport
import Testing

/// A run from its dispatch to its output, and again after a reviewer asked for changes.
@Suite struct RunFlowTests {
    @Test func aRunGoesFromDispatchToItsOutput() throws {
        let story = try RunStory.make()
        let input = try story.upload("a,b\n1,2\n")
        var request = RunStory.request
        request.files = [API.InputFile(name: "numbers.csv", digest: input)]
        let run = try story.dispatch(request)
        #expect(run.summary.state == .queued && run.summary.requestedBy == "author" && run.summary.risk == .shared)
        #expect(run.useCase == "release-notes" && run.mode == .dispatch && run.notices == [] && run.needs == ["git"])

        let claimed = try #require(try story.claim())
        #expect(claimed.id == run.summary.id && claimed.attempt == 1 && claimed.term == 1)
        #expect(
            claimed.inputs == ["repository": "/srv/app"] && claimed.files.map(\.name) == ["numbers.csv"]
                && claimed.files[0].digest == input)
        #expect(claimed.templateFiles.map(\.path) == ["SKILL.md", "scripts/run", "task.yaml"])
        #expect(claimed.outputs[0]?["path"] == "release-notes.md")
        #expect(try wire(claimed.lease) == #"{"isCancelled":false,"leaseSeconds":60,"renewEverySeconds":5}"#)
        #expect(
            claimed.feedback.isEmpty && claimed.brief.contains("/srv/app")
                && claimed.timeoutSeconds == 3600)

        let frames = RunStory.frames(["starting", "done"])
        #expect(try story.append(frames, to: claimed) == 2)
        let digest = try story.upload(RunStory.notes)
        let version = try story.submit(
            claimed, files: [SubmittedFile(path: "release-notes.md", digest: digest)], frames: (2, frames[1].digest))
        #expect(version.number == 1 && version.contentDigest == Manifest.contentDigest([("release-notes.md", digest)]))
        #expect(
            try wire(version.provenance)
                == wire(
                    Provenance(
                        template: "release-notes", templateVersion: 1, briefDigest: run.briefDigest,
                        runner: "north-host", attempt: 1)))

        let done = try story.show(run.summary.id)
        #expect(done.summary.state == .completed && done.summary.endedAt != nil && done.reviewState == .inReview)
        #expect(done.attempts.map(\.state) == [.submitted] && done.attempts[0].frameHead == frames[1].digest)
        #expect(
            try story.events("run:\(run.summary.id)")
                == ["run_dispatched", "run_claimed", "frames_appended", "run_completed"])
        let output = try ShowOutput.run(story.world.team(.reviewer), id: version.output)
        #expect(try wire(output.versions) == wire([version]))
        #expect(output.summary.reviewState == .inReview)
        #expect(
            try ListOutputs.run(story.world.team(.author), PageRequest(limit: nil, cursor: nil, parts: 2)).items.count
                == 1)
    }

    /// What is pinned is enough: whatever is pushed, set or enacted later, the same parts give the same bytes.
    @Test func theBriefIsReproducibleFromItsPins() throws {
        let story = try RunStory.make()
        try story.world.putContext("We write short sentences.", by: .admin, approvedBy: .author)
        var request = RunStory.request
        request.inputs = ["repository": "/srv/größe"]
        request.files = [API.InputFile(name: "a.txt", digest: try story.upload("a"))]
        let run = try story.dispatch(request)
        try story.publish { $0["SKILL.md"]?.append("Another instruction.\n") }
        try story.world.putContext("We write long ones.", by: .admin, approvedBy: .author)
        let team = try story.world.team(.author)
        let brief = try ShowBrief.run(team, id: run.summary.id)
        let again = try team.read { tx in
            let version = Int(brief.pins["template"]?["version"]?.integer ?? 0)
            let template = try ChosenTemplate.load(tx, team, "release-notes", version: version)
            let context = try (brief.pins["context"]?.array ?? []).map { pin in
                try tx.one(PinnedDocument(number: Int(pin["version"]?.integer ?? 0)))
            }
            return BriefCompiler.compile(
                BriefSources(
                    team: brief.pins["team"]?.string ?? "", context: context, template: template.template,
                    templateVersion: version, templateDigest: template.digest,
                    inputs: try ShowRun.run(team, id: run.summary.id).inputs,
                    files: try tx.all(RunFiles(team: team.id, run: run.summary.id)),
                    permission: PermissionLevel(rawValue: brief.pins["permission"]?.string ?? "") ?? .read))
        }
        #expect(Array(again.text.utf8) == Array(brief.text.utf8) && again.digest == brief.digest)
        #expect(brief.digest == run.briefDigest && brief.text.contains("We write short sentences."))
        #expect(brief.origins.array?.count == brief.text.utf8.count { $0 == UInt8(ascii: "\n") })
    }

    @Test func aRunIsRevisedOnTheFindingsOfItsReviewers() throws {
        let story = try RunStory.make()
        let first = try story.start()
        let version = try story.submit(first)
        let member = try story.world.team(.author)
        #expect(refusal { try ReviseRun.run(member, id: first.id, ReasonRequest(reason: "again")) } == .wrongState)
        try story.world.tamper(
            """
            UPDATE outputs SET review_state = 'changes_requested';
            INSERT INTO findings (team_id, id, output_id, number, review_id, author_id, is_blocking, cause, text,
                    template, template_version)
                SELECT team_id, 'fnd_1', output_id, 1, id, reviewer_id, true, 'agent', 'Two commits are missing.',
                    'release-notes', 1
                FROM reviews LIMIT 1;
            UPDATE reviews SET state = 'closed', closed_at = now();
            """)
        #expect(try ReviseRun.run(member, id: first.id, ReasonRequest(reason: "see findings")).summary.state == .queued)
        let second = try #require(try story.claim())
        #expect(second.id == first.id && second.attempt == 2 && second.term == 2)
        #expect(second.feedback.map(\.text) == ["Two commits are missing."])
        #expect(first.revisionReason == nil && second.revisionReason == "see findings")
        #expect(second.briefDigest == first.briefDigest)
        let better = try story.submit(second, ["release-notes.md": RunStory.notes + "- Two commits more.\n"])
        #expect(better.output == version.output && better.number == 2)
        #expect(try story.show(first.id).reviewState == .inReview)
        let diff = try DiffOutput.run(member, output: version.output, from: 1, to: 2)
        #expect(diff.meaning.count == 1 && diff.unified.contains("+- Two commits more."))
    }

    @Test func aFinishedRunIsArchivedAndAWaitingOneIsNot() throws {
        let story = try RunStory.make()
        let member = try story.world.team(.author)
        let run = try story.start()
        #expect(refusal { try ArchiveRun.run(member, id: run.id) } == .wrongState)
        try FailAttempt.run(
            story.world.runner(), runID: run.id, attempt: 1, FailRequest(term: 1, reason: "exit status 3\0"))
        let failed = try story.show(run.id)
        #expect(failed.summary.state == .error && failed.summary.reason == "exit status 3\u{FFFD}")
        #expect(failed.attempts.map(\.state) == [.failed])
        #expect(try ArchiveRun.run(member, id: run.id).summary.state == .archived)
        #expect(refusal { try ArchiveRun.run(member, id: run.id) } == .wrongState)
        #expect(try story.events("run:\(run.id)") == ["run_dispatched", "run_claimed", "run_failed", "run_archived"])
    }

    @Test func listsArePagedNewestFirst() throws {
        let story = try RunStory.make()
        let member = try story.world.team(.author)
        // Running and cancelled runs stand on both sides, by time and by the name of their state.
        let running = try story.start().id
        let ids = try (0..<5).map { _ in try story.dispatch().summary.id }
        let cancelled = try story.dispatch().summary.id
        _ = try CancelRun.run(member, id: cancelled, ReasonRequest(reason: "not needed"))
        var seen: [String] = []
        var cursor: String?
        repeat {
            let page = try ListRuns.run(member, PageRequest(limit: "2", cursor: cursor, parts: 2), state: "queued")
            seen += page.items.map(\.id)
            cursor = page.next
        } while cursor != nil
        #expect(seen == ids.reversed())
        #expect(
            try ListRuns.run(member, PageRequest(limit: nil, cursor: nil, parts: 2)).items.map(\.id)
                == [cancelled] + ids.reversed() + [running])
        #expect(
            refusal { try ListRuns.run(member, PageRequest(limit: nil, cursor: nil, parts: 2), state: "x") }
                == .badRequest)
        let forged = PageRequest.cursor(["yesterday", "run_1"])
        #expect(
            refusal { try ListRuns.run(member, PageRequest(limit: nil, cursor: forged, parts: 2)) } == .badRequest)
    }
}

private struct PinnedDocument: Query {
    let number: Int
    static let sql = "SELECT number, digest, text FROM context_documents WHERE layer = 'team' AND number = $1"
    var parameters: [any SQLValue] { [number] }
    static func row(_ columns: inout Columns) throws -> ContextDocument {
        let (version, digest, text) = (
            try columns.next(Int.self), try columns.next(Digest.self), try columns.next(String.self)
        )
        return ContextDocument(layer: .team, name: "north", version: version, digest: digest, text: text)
    }
}

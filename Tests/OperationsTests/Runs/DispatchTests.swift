import API
import Domain
import Operations
import TestSupport
import Testing

/// What is refused at dispatch, and that nothing of it stays.
@Suite struct DispatchTests {
    @Test func inputsMustFitTheTemplatesSchema() throws {
        let story = try RunStory.make()
        var request = RunStory.request
        request.inputs = ["repository": "", "branch": "main"]
        let failure = #expect(throws: Failure.self) { try story.dispatch(request) }
        #expect(failure?.code == .invalidInput && failure?.message.hasPrefix("inputs") == true)
        let problems = failure?.detail["problems"]?.array ?? []
        #expect(problems.count == 2 && problems.contains { $0["pointer"] == "/repository" })
        #expect(try story.claim() == nil)
    }

    /// A run is given what was written, or nothing.
    @Test func numbersThatWouldLoseDigitsAreRefused() throws {
        let story = try RunStory.make()
        var request = RunStory.request
        request.inputs = ["repository": "/srv/app", "extra": [["id": .number(1e30)], 7.5]]
        let failure = #expect(throws: Failure.self) { try story.dispatch(request) }
        #expect(failure?.code == .invalidInput)
        #expect(
            failure?.message.contains(
                "`extra.0.id` has more digits than a number keeps (1e+30 is left of it): give it as a string")
                == true)
        #expect(failure?.detail["problems"]?.array?.contains { $0["pointer"] == "/extra/0/id" } == true)
    }

    @Test func whatTheDatabaseCannotStoreIsNamed() throws {
        let story = try RunStory.make()
        var request = RunStory.request
        request.inputs = ["repository": "/srv/app", "extra": [["note": "a\u{0}"]]]
        let failure = #expect(throws: Failure.self) { try story.dispatch(request) }
        #expect(failure?.code == .invalidInput)
        #expect(
            failure?.message.contains(
                "`extra.0.note` holds a character that cannot be stored (U+0000): leave it out") == true)
        #expect(try story.claim() == nil)
    }

    @Test func filesMustHaveArrivedAndBeAbleToLieInOneFolder() throws {
        let story = try RunStory.make()
        let digest = try story.upload("x")
        func refused(_ names: [String], _ digest: Digest) -> Bool {
            var request = RunStory.request
            request.files = names.map { API.InputFile(name: $0, digest: digest) }
            return refusal { try story.dispatch(request) } == .invalidInput
        }
        #expect(refused(["a.txt"], Digest.of("never uploaded")))
        #expect(refused(["../a.txt"], digest))
        #expect(refused(["/etc/passwd"], digest))
        #expect(refused(["a.txt", "A.TXT"], digest))
        #expect(refused(["a", "a/b"], digest))
        #expect(refused(["a/b", "a"], digest))
        #expect(refused(Array(repeating: "x", count: 101), digest))
    }

    @Test func titlesAreOneVisibleLine() throws {
        let story = try RunStory.make()
        let secret = "t " + "ghp_" + String(repeating: "aB3", count: 12)
        for title in ["", "two\nlines", "turned \u{202E}around", String(repeating: "x", count: 201), secret] {
            var request = RunStory.request
            request.title = title
            #expect(refusal { try story.dispatch(request) } == .invalidInput, "\(title)")
        }
        var request = RunStory.request
        request.title = String(repeating: "x", count: 200)
        #expect(try story.dispatch(request).summary.title == request.title)
    }

    @Test func aTemplateMustBePublished() throws {
        let story = try RunStory.make()
        let draft = try PushTemplate.run(
            story.world.team(.author), World.sampleTemplate { $0["SKILL.md"]?.append("More.\n") })
        #expect(draft.summary.number == 2)
        func dispatch(_ name: String, _ version: Int?) throws -> RunView {
            try story.dispatch(
                DispatchRequest(template: name, version: version, inputs: RunStory.request.inputs, files: []))
        }
        #expect(refusal { try dispatch("release-notes", 2) } == .notPublished)
        #expect(refusal { try dispatch("release-notes", 3) } == .notFound)
        #expect(refusal { try dispatch("nothing", nil) } == .notFound)
        #expect(try dispatch("release-notes", nil).summary.templateVersion == 1)
    }

    @Test func policyAdmits() throws {
        func code(_ policy: (inout [String: String]) -> Void, _ template: (inout [String: String]) -> Void = { _ in })
            throws -> FailureCode?
        {
            let story = try RunStory.make(policy: policy, template: template)
            return refusal { try story.dispatch() }
        }
        func useCases(_ old: String, _ new: String) -> (inout [String: String]) -> Void {
            { $0["use-cases.yaml"] = $0["use-cases.yaml"]?.replacing(old, with: new, maxReplacements: 1) }
        }
        func withoutCases(_ edit: @escaping (inout [String: String]) -> Void) -> (inout [String: String]) -> Void {
            { files in
                files = files.filter { !$0.key.hasPrefix("cases/") }
                edit(&files)
            }
        }
        #expect(try code(withoutCases(useCases("name: release-notes", "name: other"))) == .useCaseMissing)
        #expect(try code(withoutCases(useCases("risk: shared", "risk: routine"))) == .useCaseForbids)
        #expect(try code(withoutCases(useCases("kinds: [document]", "kinds: [data]"))) == .useCaseForbids)
        #expect(try code(withoutCases(useCases("[git.release, notes.append]", "[notes.append]"))) == .useCaseForbids)
        #expect(try code(withoutCases(useCases("[cowork, dispatch]", "[cowork]"))) == .useCaseForbids)
        #expect(try code(withoutCases { $0["OWNERS"] = "* @author\n" }) == .poolTooSmall)
    }

    @Test func whoeverWaitsForARunnerThatDoesNotExistIsTold() throws {
        let story = try RunStory.make(template: {
            $0["task.yaml"] = $0["task.yaml"]?.replacing("needs: [git]", with: "needs: [gpu]")
        })
        #expect(try story.dispatch().notices.first?.contains("gpu") == true)
        #expect(try story.claim() == nil)
    }

    @Test func whoeverDispatchesIsToldThatReviewersAreBusy() throws {
        let story = try RunStory.make()
        for _ in 1...3 { try story.submit(try story.start()) }
        func notices(plannedMinutes: Int, reviewers: String) throws -> [String] {
            try story.world.tamper(
                """
                UPDATE output_versions SET planned_milliseconds = \(plannedMinutes) * 60000 + 59000;
                DELETE FROM reviews;
                INSERT INTO reviews (team_id, id, output_id, number, reviewer_id)
                    SELECT team_id, 'rev_' || substr(md5(output_id || login), 1, 16), output_id, number, persons.id
                    FROM output_versions, persons WHERE login IN (\(reviewers))
                """)
            return try story.dispatch().notices
        }
        #expect(try notices(plannedMinutes: 9, reviewers: "'reviewer', 'second'") == [])
        // The other one has room. Admins own nothing here, so what waits for them does not count.
        #expect(try notices(plannedMinutes: 15, reviewers: "'reviewer', 'admin'") == [])
        let both = "3 outputs (about 44 minutes) for reviewer, 3 outputs (about 44 minutes) for second"
        #expect(
            try notices(plannedMinutes: 14, reviewers: "'reviewer', 'second'")
                == ["reviewers are busy; before this one wait \(both)"])
    }

    @Test func aRunnerDispatchesNothing() throws {
        let story = try RunStory.make()
        let runner = try story.world.runner()
        #expect(refusal { try DispatchRun.run(runner, RunStory.request) } == .notHuman)
    }
}

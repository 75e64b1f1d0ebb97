import API
import Domain
import Testing

@testable import CLI

@Suite struct TemplateLifeTests {
    private static func version(_ number: Int, isCurrent: Bool = false) -> TemplateVersionView {
        var view = RunTests.template([:])
        view.summary.number = number
        view.summary.isCurrent = isCurrent
        return view
    }

    @Test(
        arguments: [
            ("notes", nil, "notes nil nil"), ("notes@3", nil, "notes 3 nil"), ("notes@stable", nil, "notes nil stable"),
            ("notes", 4, "notes 4 nil"), ("notes@3", 4, nil), ("notes@", nil, nil), ("notes@a@b", nil, "notes nil a@b"),
        ] as [(String, Int?, String?)])
    func aTemplateIsNamedWithItsVersion(_ typed: String, _ version: Int?, _ read: String?) {
        let reference = try? TemplateReference(typed, version: version)
        let text = reference.map { reference in
            "\(reference.name) \(reference.version.map(String.init) ?? "nil") \(reference.label ?? "nil")"
        }
        #expect(text == read)
    }

    @Test func aDispatchNamesALabel() throws {
        let service = StubService()
        try service.answer("POST /v1/teams/demo/runs", RunTests.view(.queued), status: 201)
        #expect(countersign(["dispatch", "release-notes@stable"], service: service).code == .ok)
        #expect(
            service.asked.last?.body == [
                "template": "release-notes", "label": "stable", "inputs": [:], "files": [],
            ])
    }

    @Test func aTrialIsSaidToBeOne() throws {
        let service = StubService()
        var view = RunTests.view(.queued)
        view.summary.isTrial = true
        try service.answer("POST /v1/teams/demo/runs", view, status: 201)
        #expect(
            countersign(["template", "try", "release-notes@3"], service: service)
                == Outcome(
                    code: .ok, output: "Dispatched release-notes version 2 as run_1, a trial.\n", error: ""))
        #expect(
            service.asked.last?.body == [
                "template": "release-notes", "version": 3, "inputs": [:], "files": [], "trial": true,
            ])
    }

    @Test func aPreviewShowsTheOriginOfEachLine() throws {
        let service = StubService()
        let text = "# Brief\n\nDo it.\n"
        try service.answer(
            "POST /v1/teams/demo/templates/notes/preview",
            BriefPreview(
                template: "notes", version: 3, state: .draft, text: text, digest: Digest.of(text),
                origins: ["countersign", "countersign", "SKILL.md:7"], warnings: []))
        let plain = countersign(["template", "preview", "notes@3"], service: service)
        #expect(plain.output == text && plain.error == "notes version 3 (draft), \(Digest.of(text))\n")
        #expect(
            countersign(["template", "preview", "notes@3", "--lines"], service: service).output
                == "countersign  # Brief\ncountersign  \nSKILL.md:7   Do it.\n")
    }

    private func publisher() throws -> StubService {
        let service = StubService()
        try service.answer(
            "GET /v1/teams/demo/templates/release-notes?version=latest", Self.version(3))
        try service.answer("GET /v1/teams/demo/templates/release-notes", Self.version(2, isCurrent: true))
        try service.answer(
            "GET /v1/teams/demo/templates/release-notes/diff?from=2&to=3",
            DiffView(meaning: ["constraints Ask. removed: Ask. [weakens]"], unified: "x"))
        try service.answer("POST /v1/teams/demo/templates/release-notes/versions/3/publish", Self.version(3))
        return service
    }

    @Test func whoeverPublishesSeesWhatItMeansFirst() throws {
        let service = try publisher()
        let outcome = countersign(["template", "publish", "release-notes"], service: service)
        #expect(
            outcome.output
                == "Version 2 → 3\n- constraints Ask. removed: Ask. [weakens]\nPublished release-notes version 3.\n")
        #expect(service.asked.last?.line.hasSuffix("/versions/3/publish") == true)
    }

    @Test(arguments: [("y", ExitCode.ok, 1), ("n", .failed, 0), ("", .failed, 0)])
    func atATerminalItIsAsked(_ answer: String, _ code: ExitCode, _ published: Int) throws {
        let service = try publisher()
        let outcome = countersign(
            ["template", "publish", "release-notes"], service: service, input: [answer], isTerminal: true)
        #expect(outcome.code == code)
        #expect(service.asked.count { $0.line.hasSuffix("/publish") } == published)
    }

    @Test func labelsArePutByTwo() throws {
        let service = StubService()
        let line = "POST /v1/teams/demo/templates/notes/labels/current"
        let proposal = LabelProposal(version: 3, reason: "why", by: "ada", at: RunTests.created)
        try service.answer(line, LabelView(label: "current", version: 4, proposal: proposal))
        try service.answer(line, LabelView(label: "current", version: 3, proposedBy: "ada", approvedBy: "bob"))
        let words = ["template", "rollback", "notes", "--to", "3", "-m", "why"]
        #expect(
            countersign(words, service: service).output
                == "Proposed: current of notes to version 3. It moves when another member asks for the same.\n")
        #expect(countersign(words, service: service).output == "current of notes: version 3.\n")
        #expect(service.asked.last?.body == ["version": 3, "reason": "why"])
    }

    @Test func aSearchSaysWhatItIsFor() throws {
        let service = StubService()
        try service.answer(
            "GET /v1/teams/demo/template-search?text=release%20notes&use_case=x&kind=document&all=true&limit=3",
            Page(
                items: [
                    TemplateHit(
                        name: "release-notes", number: 4, state: .published, isCurrent: true, area: "engineering",
                        useCase: "x", description: "Writes release notes."),
                    TemplateHit(
                        name: "changes", number: 1, state: .deprecated, isCurrent: false, area: "support",
                        useCase: "x", description: "Was it."),
                ]))
        let words = [
            "template", "search", "release", "notes", "--use-case", "x", "--kind", "document", "--all", "--limit", "3",
        ]
        #expect(
            countersign(words, service: service)
                == Outcome(
                    code: .ok,
                    output: """
                        TEMPLATE       VERSION  STATE       AREA         USE CASE  DESCRIPTION
                        release-notes  4        current     engineering  x         Writes release notes.
                        changes        1        deprecated  support      x         Was it.

                        """, error: ""))
        #expect(service.asked.count == 1)
        try service.answer("GET /v1/teams/demo/template-search?text=zebra", Page(items: [TemplateHit]()))
        #expect(
            countersign(["template", "search", "zebra"], service: service)
                == Outcome(code: .ok, output: "", error: "Nothing found.\n"))
    }

    @Test(arguments: [("brief", ExitCode.ok, "The same bytes"), ("other", .failed, "Other bytes")])
    func aBriefIsVerified(_ recompiled: String, _ code: ExitCode, _ said: String) throws {
        let service = StubService()
        try service.answer(
            "GET /v1/teams/demo/runs/run_1/brief?verify=true",
            BriefView(
                text: "brief", digest: Digest.of("brief"), pins: [:], origins: [],
                recompiled: Digest.of(recompiled)))
        let outcome = countersign(["run", "brief", "run_1", "--verify"], service: service)
        #expect(outcome.code == code && outcome.output.hasPrefix(said))
    }
}

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
        let reference = try? TemplateReference(typed, version: version.map(String.init))
        let text = reference.map { reference in
            "\(reference.name) \(reference.version.map(String.init) ?? "nil") \(reference.label ?? "nil")"
        }
        #expect(text == read)
    }

    @Test(
        arguments: [
            ("https://x:y1@example.com/a/b.git", "https://example.com/a/b.git"),
            ("https://example.com/b.git?private_token=abc#x", "https://example.com/b.git"),
            ("https://x:a@b@example.com", "https://example.com"), ("file:///srv/a@b.git", "file:///srv/a@b.git"),
            ("git@example.com:a/b.git", "git@example.com:a/b.git"), ("./others", "./others"),
        ])
    func anAddressIsShownWithoutWhoAsks(address: String, shown: String) {
        #expect(CollectionRepository.shown(address) == shown)
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
                origins: ["countersign", "countersign", "SKILL.md:7"], warnings: [], notices: ["too long"]))
        let plain = countersign(["template", "preview", "notes@3"], service: service)
        #expect(
            plain.output == text && plain.error == "notice: too long\nnotes version 3 (draft), \(Digest.of(text))\n")
        #expect(
            countersign(["template", "preview", "notes@3", "--lines"], service: service).output
                == "countersign  # Brief\ncountersign  \nSKILL.md:7   Do it.\n")
    }

    private func publisher(_ login: String = "bob") throws -> StubService {
        let service = StubService()
        try service.answerMe(login)
        var draft = Self.version(3)
        draft.summary.state = .draft
        draft.remarks = [
            LintRemark(
                file: "task.yaml", place: TextPlace(line: 2, column: 1), level: .warning, rule: "use-case",
                message: "release-notes is not for simple", advice: "")
        ]
        for version in ["latest", "3"] {
            try service.answer("GET /v1/teams/demo/templates/release-notes?version=\(version)", draft)
        }
        try service.answer("GET /v1/teams/demo/templates/release-notes", Self.version(2, isCurrent: true))
        try service.answer(
            "GET /v1/teams/demo/templates/release-notes/diff?from=2&to=3",
            DiffView(meaning: ["constraints removed: Ask. [weakens]"], unified: "x"))
        try service.answer("POST /v1/teams/demo/templates/release-notes/versions/3/publish", Self.version(3))
        return service
    }

    @Test func whoeverPublishesSeesWhatItMeansFirst() throws {
        let service = try publisher()
        let outcome = countersign(["template", "publish", "release-notes@3", "-y"], service: service)
        #expect(
            outcome.output
                == "Version 2 → 3\n• constraints removed: Ask. [weakens]\nPublished release-notes version 3.\n")
        #expect(outcome.error == "  task.yaml:2:1: warning: release-notes is not for simple (use-case)\n")
        #expect(service.asked.last?.line.hasSuffix("/versions/3/publish") == true)
    }

    /// Nobody reads a long difference of their own, and is refused then.
    @Test func oneOwnDraftIsRefusedBeforeItIsShown() throws {
        let service = try publisher(Self.version(3).summary.author)
        let outcome = countersign(["template", "publish", "release-notes@3", "-y"], service: service)
        // The stub does not refuse it; nothing was shown before.
        #expect(outcome.output == "Published release-notes version 3.\n" && outcome.error == "")
    }

    /// Whoever may not try a draft is not asked for its inputs first.
    @Test(arguments: [("bob", false), ("ada", true)])
    func onlyTheAuthorOfADraftIsAskedForItsInputs(login: String, isAsked: Bool) throws {
        let service = StubService()
        try service.answerMe(login)
        var draft = RunTests.template([
            "type": "object", "properties": ["since": ["type": "string"]], "required": ["since"],
        ])
        draft.summary.state = .draft
        draft.summary.author = "ada"
        try service.answer("GET /v1/teams/demo/templates/release-notes?version=3", draft)
        try service.refuse("POST /v1/teams/demo/runs", .notPublished, "a draft of ada")
        let outcome = countersign(
            ["template", "try", "release-notes@3"], service: service, input: ["v1"], isTerminal: true)
        #expect(outcome.error.contains("since") == isAsked, "\(outcome.error)")
        #expect(outcome.error.hasSuffix("a draft of ada (not_published)\n"))
    }

    @Test(arguments: [(["-y", "-q"], false), (["-y", "--json"], false), (["-y"], true)])
    func onlyQuietOrForAProgramNothingIsShown(_ options: [String], _ isShown: Bool) throws {
        let service = try publisher()
        let outcome = countersign(
            ["template", "publish", "release-notes", "--version", "3"] + options, service: service)
        #expect(outcome.code == .ok && outcome.output.contains("[weakens]") == isShown)
    }

    @Test(arguments: [([], false), (["-q"], false), (["--json"], false), (["--json"], true)])
    func whereNobodyCanBeAskedNothingIsPublished(_ options: [String], _ isTerminal: Bool) throws {
        let service = try publisher()
        let outcome = countersign(
            ["template", "publish", "release-notes"] + options, service: service, input: ["y"], isTerminal: isTerminal)
        #expect(outcome.code == .usage && outcome.error.contains("--yes is missing"))
        #expect(service.asked.isEmpty)
    }

    /// What is the latest may have come after what was read.
    @Test(arguments: ["release-notes", "release-notes@latest"], [false, true])
    func unaskedAVersionIsNamed(_ template: String, _ isTerminal: Bool) throws {
        let service = try publisher()
        let outcome = countersign(["template", "publish", template, "-y"], service: service, isTerminal: isTerminal)
        #expect(outcome.code == .usage && outcome.error.contains("--version is missing"))
        #expect(service.asked.isEmpty)
    }

    @Test(arguments: [("y", ExitCode.ok, 1), ("n", .failed, 0), ("", .failed, 0)])
    func atATerminalItIsAsked(_ answer: String, _ code: ExitCode, _ published: Int) throws {
        let service = try publisher()
        let outcome = countersign(
            ["template", "publish", "release-notes"], service: service, input: [answer], isTerminal: true)
        #expect(outcome.code == code)
        #expect(service.asked.count { $0.line.hasSuffix("/publish") } == published)
        #expect(
            outcome.error.hasSuffix("Publish version 3? [y/n] " + (published == 0 ? "Nothing was published.\n" : "")))
    }

    /// There is nothing to compare it with, and it may be a stranger's.
    @Test func aFirstVersionIsShownWhole() throws {
        let service = StubService()
        try service.answerMe("bob")
        var draft = Self.version(1)
        draft.summary.state = .draft
        draft.definition = ["objective": "Write notes.", "instruction": "Read the log.\nSend it to me."]
        draft.files = [TemplateFileView(path: "scripts/run", digest: Digest.of("x"), size: 9, isExecutable: true)]
        try service.answer("GET /v1/teams/demo/templates/release-notes?version=latest", draft)
        try service.answer("GET /v1/teams/demo/templates/release-notes", draft)
        let outcome = countersign(
            ["template", "publish", "release-notes"], service: service, input: ["n"], isTerminal: true)
        for shown in ["Write notes.", "scripts/run", "runs\n", "Instruction", "Read the log.\nSend it to me.\n"] {
            #expect(outcome.output.contains(shown), "\(shown)")
        }
    }

    /// Nobody reads a long difference first, and is refused then.
    @Test func aDraftWithGapsIsRefusedAtOnce() throws {
        let service = StubService()
        var draft = Self.version(3)
        draft.summary.state = .draft
        draft.definition = ["missing": []]
        try service.answer("GET /v1/teams/demo/templates/release-notes?version=latest", draft)
        try service.refuse(
            "POST /v1/teams/demo/templates/release-notes/versions/3/publish", .invalidTemplate,
            "task.yaml:1:1: risk is missing in a task")
        let outcome = countersign(
            ["template", "publish", "release-notes"], service: service, input: ["y"], isTerminal: true)
        #expect(outcome.output.isEmpty && outcome.error.contains("risk is missing") && service.asked.count == 2)
    }

    private static let pair = TemplatePair(name: "notes", query: [("from", "1"), ("to", "2")])

    @Test func theChangedLinesOfAnInstructionAreShown() {
        let changes = [
            TemplateChange(part: .instruction, before: "a", after: "b"),
            TemplateChange(part: .tools, item: "Bash", before: nil, after: "Bash", marks: [.weakens]),
        ]
        func diff(_ lines: Int) -> [String] {
            let unified =
                "--- a/README.md\n+++ b/README.md\n@@ -1 +1 @@\n-x\n+y\n--- a/SKILL.md\n+++ b/SKILL.md\n@@ -1,2 +1,\(lines + 1) @@\n"
                + "-old\n context\n" + String(repeating: "+new\n", count: lines)
                + "--- a/task.yaml\n+++ b/task.yaml\n@@ -1 +1 @@\n-t\n+u\n"
            return DiffText.meaning(
                DiffView(meaning: changes.map(\.sentence), changes: changes, unified: unified), of: Self.pair
            )
            .map(\.plain)
        }
        #expect(
            diff(2) == ["• instruction changed", "    -old", "    +new", "    +new", "• tools added: Bash [weakens]"])
        #expect(diff(30).count == 23)
        #expect(diff(30)[21] == "    … 11 lines more: `countersign template diff notes --from 1 --to 2 --lines`")
    }

    /// Wherever a version can be meant, it is named in one way.
    @Test(arguments: [
        ["template", "show", "notes@stable"], ["template", "edit", "notes@stable"],
        ["template", "diff", "notes", "--from", "stable", "--to", "3"], ["context", "show", "--for", "notes@stable"],
        ["template", "new", "mine/notes-too", "--from", "notes@stable"],
    ])
    func aVersionIsNamedInOneWay(words: [String]) throws {
        let service = StubService()
        let environment = ["COUNTERSIGN_TOKEN": "secret", "COUNTERSIGN_TEAM": "demo", "EDITOR": "ed"]
        _ = countersign(words, service: service, environment: environment)
        let line = try #require(service.asked.first?.line)
        #expect(
            line == "GET /v1/teams/demo/templates/notes?version=stable"
                || line == "GET /v1/teams/demo/context/effective?template=notes&version=stable")
    }

    @Test func whatAPushDoesNotKeepIsSaid() throws {
        let folder = try TemplateFolderFixture()
        try folder.writeTemplate()
        let service = StubService()
        try service.answer("POST /v1/teams/demo/templates", Self.version(2), status: 201)
        let outcome = folder.run(["template", "push", "engineering/notes", "-m", "again"], service: service)
        #expect(
            outcome.error
                == "notice: nothing has changed since version 2, which keeps its note; the one you gave is not kept\n")
    }

    @Test(
        arguments: [
            (["--to", "1"], "there is no version before 1; name the other one with --from"),
            ([], "there is only one version, so there is nothing to compare it with"),
        ] as [([String], String)])
    func aDifferenceIsBetweenTwo(_ options: [String], _ said: String) throws {
        let service = StubService()
        try service.answer("GET /v1/teams/demo/templates/notes?version=latest", Self.version(1))
        #expect(
            countersign(["template", "diff", "notes"] + options, service: service)
                == Outcome(code: .failed, output: "", error: "countersign: \(said) (not_found)\n"))
    }

    @Test func whatIsDeprecatedIsNotCalledCurrent() throws {
        let service = StubService()
        var (new, old) = (Self.version(2, isCurrent: true).summary, Self.version(1).summary)
        (new.state, old.state) = (.deprecated, .published)
        try service.answer("GET /v1/teams/demo/templates/notes/versions", Page(items: [new, old]))
        let rows = countersign(["template", "history", "notes"], service: service).output.split(separator: "\n")
        #expect(rows.map { $0.split(separator: " ")[1] } == ["STATE", "deprecated", "published"])
    }

    @Test func theListTellsStatesApartAndThatItGoesOn() throws {
        func template(_ name: String, published: Int?, isDeprecated: Bool = false) -> TemplateView {
            TemplateView(
                name: name, area: "a", description: "It.", latest: 3, published: published, isDeprecated: isDeprecated,
                updatedAt: RunTests.created)
        }
        let service = StubService()
        try service.answer(
            "GET /v1/teams/demo/templates?limit=3",
            Page(
                items: [
                    template("draft", published: nil), template("old", published: nil, isDeprecated: true),
                    template("used", published: 2),
                ], next: "more"))
        try service.answer("GET /v1/teams/demo/templates?published=true&limit=50", Page(items: [TemplateView]()))
        #expect(
            countersign(["template", "list", "--limit", "3"], service: service)
                == Outcome(
                    code: .ok,
                    output: """
                        TEMPLATE  AREA  PUBLISHED   LATEST  UPDATED            DESCRIPTION
                        draft     a     no          3       \(RunTests.created.minute)  It.
                        old       a     deprecated  3       \(RunTests.created.minute)  It.
                        used      a     2           3       \(RunTests.created.minute)  It.

                        """, error: "There are more: use --limit N.\n"))
        #expect(
            countersign(["template", "list", "--published"], service: service).error
                == "No template is published yet: `countersign template list` shows the drafts.\n")
    }

    @Test func aTemplateIsPushedFromOneFolder() throws {
        let folder = try TemplateFolderFixture()
        try folder.writeTemplate()
        try folder.write(TemplateFolderFixture.skill, to: "support/notes/SKILL.md")
        try folder.write(TemplateFolderFixture.task, to: "support/notes/task.yaml")
        let service = StubService()
        let outcome = folder.run(["template", "push", "."], service: service)
        #expect(
            outcome.error == "countersign: notes is in 2 folders, and a team has one template of a name: "
                + "./engineering/notes, ./support/notes (bad_request)\n")
        #expect(outcome.code == .failed && service.asked.isEmpty)
    }

    @Test func whichOfSeveralTheServiceRefusesIsSaid() throws {
        let folder = try TemplateFolderFixture()
        try folder.writeTemplate()
        try folder.write(
            TemplateFolderFixture.skill.replacing("name: notes", with: "name: other"), to: "engineering/other/SKILL.md")
        try folder.write(TemplateFolderFixture.task, to: "engineering/other/task.yaml")
        let service = StubService()
        try service.answer("POST /v1/teams/demo/templates", Self.version(2), status: 201)
        try service.refuse("POST /v1/teams/demo/templates", .invalidInput, "this cannot be", status: 422)
        let outcome = folder.run(["template", "push", "engineering"], service: service)
        #expect(outcome.code != .ok)
        #expect(
            outcome.error.contains(
                "countersign: engineering/other: this cannot be; pushed before it: release-notes version 2 (invalid_input)\n"
            ))
    }

    @Test func aSearchSaysWhatItIsFor() throws {
        let service = StubService()
        try service.answer(
            "GET /v1/teams/demo/template-search?text=release%20notes&use_case=x&kind=document&all=true&limit=2",
            Page(
                items: [
                    TemplateHit(
                        name: "release-notes", number: 4, state: .published, isCurrent: true, area: "engineering",
                        useCase: "x", description: "Writes release notes.", looksAlike: true),
                    TemplateHit(
                        name: "changes", number: 1, state: .deprecated, isCurrent: true, area: "support",
                        useCase: "x", description: "Was it.", looksAlike: true),
                ], next: "more"))
        let words = [
            "template", "search", "release", "notes", "--use-case", "x", "--kind", "document", "--all", "--limit", "2",
        ]
        #expect(
            countersign(words, service: service)
                == Outcome(
                    code: .ok,
                    output: """
                        TEMPLATE       VERSION  STATE       AREA         USE CASE  DESCRIPTION
                        release-notes  4        current     engineering  x         Writes release notes.
                        changes        1        deprecated  support      x         Was it.

                        """,
                    error: "Nothing has these words. These look alike:\nThere are more: use --limit N.\n"))
        #expect(service.asked.count == 1)
        try service.answer("GET /v1/teams/demo/template-search?text=zebra&limit=50", Page(items: [TemplateHit]()))
        try service.answer(
            "GET /v1/teams/demo/template-search?text=zebra&all=true&limit=1000", Page(items: [TemplateHit]()))
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

extension StubService {
    func answerMe(_ login: String) throws {
        let person = PersonView(
            id: "per_1", login: login, name: login, isOperator: false, createdAt: Timestamp(secondsSince1970: 0))
        try answer("GET /v1/me", MeView(person: person, scopes: [], teams: []))
    }
}

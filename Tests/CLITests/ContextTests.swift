import API
import Domain
import FoundationEssentials
import Testing

@testable import CLI

/// Commands about team context: what they ask the service, and what they read from a folder.
@Suite final class ContextTests {
    private let folder: String
    private let service = StubService()

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/countersign-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder + "/repo/web/src", withIntermediateDirectories: true)
        try write("repo/CLAUDE.md", "# Team\n@web/style.md <!-- not this -->\n")
        try write("repo/web/style.md", "Short.\n")
        try write("repo/web/AGENTS.md", "Ask @alice.\n")
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func write(_ path: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(filePath: folder + "/" + path))
    }

    private func run(_ words: String..., from place: String = "repo") -> Outcome {
        countersign(["context"] + words, service: service, currentDirectory: folder + "/" + place)
    }

    private static func summary(
        _ number: Int, _ state: ContextState, _ layer: ContextLayer = .team, project: String = ""
    ) -> ContextSummary {
        ContextSummary(
            layer: layer, project: project, number: number, state: state, digest: Digest.of("t"), note: "",
            author: "ada",
            createdAt: Timestamp(secondsSince1970: 0))
    }

    private static func view(_ summary: ContextSummary) -> ContextView {
        ContextView(summary: summary, text: "t", sources: [])
    }

    @Test func aFolderIsImportedWithThePlaceOfEachLine() throws {
        try service.answer(
            "POST /v1/teams/demo/context/team/versions", Self.view(Self.summary(1, .proposed)), status: 201)
        let outcome = run("import", ".", "-m", "from git")
        #expect(outcome.code == .ok)
        #expect(outcome.output == "team context, version 1: proposed, \(Digest.of("t").short)\n")
        #expect(
            outcome.error == """
                Reading CLAUDE.md
                Not in it: web/AGENTS.md holds for web only; import web as a project's context
                CLAUDE.md:2:1: a comment was left out
                Somebody else puts it in force: `countersign context approve team --version 1`

                """)
        #expect(
            service.asked.map(\.body) == [
                [
                    "text": "# Team\nShort.\n", "note": "from git",
                    "sources": [
                        ["line": 1, "count": 1, "file": "CLAUDE.md", "fileLine": 1],
                        ["line": 2, "count": 1, "file": "web/style.md", "fileLine": 1],
                    ],
                ]
            ])
    }

    /// Not one after the other, each time the one before is mended.
    @Test func whatIsWrongBesideTheTextIsSaidWithIt() throws {
        try write("repo/CLAUDE.md", "@nowhere.md\n")
        let note = String(repeating: "n", count: 501)
        let imported = run("import", "CLAUDE.md", "-m", note)
        for part in [
            "--note:1:1: 501 characters, more than the 500 that a note may have", "CLAUDE.md:1:1: @nowhere.md",
        ] {
            #expect(imported.error.contains(part), "\(imported.error)")
        }
        let proposed = run("propose", "team", "-f", "web/style.md", "-m", note)
        #expect(proposed.error.contains("--note:1:1: 501 characters"), "\(proposed.error)")
        #expect(service.asked.isEmpty)
    }

    /// That is about the command, and about no line of a text.
    @Test func whoseContextItIsIsSaidFirst() {
        for (arguments, complaint) in [
            (["propose", "organisation", "-f", "web/style.md"], "operators': --team installation"),
            (["propose", "project", "-f", "web/style.md"], "name the project whose context this is: --project NAME"),
            (["propose", "team", "--project", "web", "-f", "web/style.md"], "team context belongs to no project"),
            (
                ["import", "web/style.md", "--project", "web"],
                "team context belongs to no project: leave --project out, or name the layer project"
            ),
            (["import", "CLAUDE.md", "--layer", "project"], "name the project whose context this is: --project NAME"),
        ] {
            let outcome = countersign(
                ["context"] + arguments, service: service, currentDirectory: folder + "/repo")
            #expect(outcome.code == .usage && outcome.error.contains(complaint), "\(outcome.error)")
            #expect(!outcome.error.contains(":1:1:"))
        }
        #expect(service.asked.isEmpty)
    }

    @Test func aBlankVersionIsToldInTheList() throws {
        var blank = Self.summary(3, .approved)
        blank.isBlank = true
        try service.answer(
            "GET /v1/teams/demo/context/documents",
            Page(items: [ContextStandingView(layer: .team, project: "", inForce: blank)]))
        let outcome = run("list")
        #expect(outcome.output.contains("says nothing (emptied in version 3)"), "\(outcome.output)\(outcome.error)")
    }

    @Test func theDryRunAsksNobody() throws {
        let outcome = run("import", "CLAUDE.md", "--dry-run")
        #expect(
            outcome.output == """
                LINE  FROM            TEXT
                1     CLAUDE.md:1     # Team
                2     web/style.md:1  Short.

                """)
        #expect(outcome.error.hasSuffix("3 words, 14 characters, about 4 tokens. Nothing was proposed.\n"))
        #expect(service.asked.isEmpty)
    }

    @Test func theClosestFileSpeaksForAFolder() throws {
        let deep = run("import", "web/src", "--root", ".", "--dry-run")
        #expect(
            deep.error.hasPrefix("Reading web/AGENTS.md\n") && deep.output.hasSuffix("web/AGENTS.md:1  Ask @alice.\n"))
        #expect(run("import", ".", "--dry-run", from: "repo/web").error.hasPrefix("Reading AGENTS.md\n"))
        let none = run("import", "web/src", "--dry-run")
        #expect(none.code == .failed && none.error.contains("there is no CLAUDE.md and no AGENTS.md in web/src"))
        #expect(run("import", "../repo/web", "--root", "web/src", "--dry-run").code == .failed)
        #expect(run("import", "nothing", "--dry-run").code == .failed)
    }

    @Test func aFileThatIsTooLongIsRefusedWithItsLength() throws {
        let folder = try TemplateFolderFixture()
        try folder.write(String(repeating: "long\n", count: 400_000), to: "CLAUDE.md")
        let outcome = folder.run(["context", "import", "CLAUDE.md", "--dry-run"])
        #expect(outcome.code == .failed)
        #expect(outcome.error.contains("CLAUDE.md:1:1: 2000000 bytes, more than the 262144 that are allowed"))
    }

    @Test func linksAreFollowedWithinTheFolderOnly() throws {
        try write("secret.md", "Elsewhere.\n")
        let files = FileManager.default
        try files.createSymbolicLink(atPath: folder + "/repo/out.md", withDestinationPath: folder + "/secret.md")
        try files.createSymbolicLink(atPath: folder + "/repo/up", withDestinationPath: folder)
        try files.createSymbolicLink(atPath: folder + "/repo/in.md", withDestinationPath: "web/style.md")
        try files.createSymbolicLink(atPath: folder + "/repo/gone.md", withDestinationPath: "nowhere")
        try write("repo/CLAUDE.md", "@in.md\n@out.md\n@up/secret.md\n@gone.md\n@web\n")
        let outcome = run("import", "CLAUDE.md", "--json")
        #expect(outcome.code == .failed && service.asked.isEmpty)
        for place in [
            "CLAUDE.md:2:1: @out.md is a link", "CLAUDE.md:3:1: @up/secret.md is a link", "CLAUDE.md:4:1",
            "CLAUDE.md:5:1",
        ] {
            #expect(outcome.error.contains(place), "\(outcome.error)")
        }
        try write("repo/CLAUDE.md", "@in.md\n")
        #expect(run("import", "CLAUDE.md", "--dry-run").output.hasSuffix("web/style.md:1  Short.\n"))
        #expect(run("import", "out.md", "--dry-run").error.contains("leads out of the folder"))
    }

    /// Version 2 of a project's context waits; it changes version 1.
    private func proposal() throws {
        let path = "/v1/teams/demo/context/project"
        let versions = [(3, ContextState.withdrawn), (2, .proposed), (1, .approved)].map {
            Self.summary($0, $1, .project, project: "web")
        }
        try service.answer("GET \(path)/versions?project=web", Page(items: versions))
        try service.answer("GET \(path)/diff?project=web&from=1&to=2", DiffView(meaning: [], unified: "-old\n+new\n"))
        try service.answer(
            "POST \(path)/versions/2/approve", Self.view(Self.summary(2, .approved, .project, project: "web")))
    }

    private func approve(
        _ options: String..., from terminal: Bool = false, answer: String = "y"
    ) -> Outcome {
        countersign(
            ["context", "approve", "project", "--project", "web", "--no-color"] + options, service: service,
            input: [answer],
            isTerminal: terminal)
    }

    private var approvals: [StubService.Asked] { service.asked.filter { $0.line.hasSuffix("/approve") } }

    @Test func whoeverApprovesSeesFirstWhatItChanges() throws {
        try proposal()
        let outcome = approve(from: true)
        #expect(
            outcome.output
                == "project web, version 2 by ada\n-old\n+new\nproject web context, version 2, is in force.\n")
        #expect(outcome.error == "Put version 2 in force? [y/n] ")
        #expect(approvals.map(\.body) == [["project": "web"]])
    }

    @Test func whoeverSaysNoApprovesNothing() throws {
        try proposal()
        let outcome = approve("--version", "2", from: true, answer: "n")
        #expect(outcome.code == .failed && outcome.error.hasSuffix("Nothing was put in force.\n") && approvals.isEmpty)
    }

    @Test func whereNobodyIsAskedTheVersionIsNamed() throws {
        try proposal()
        for options in [[], ["--version", "2"], ["--json"]] {
            let outcome = countersign(["context", "approve", "team"] + options, service: service)
            #expect(outcome.code == .usage && outcome.error.contains("--yes is missing"))
        }
        for terminal in [false, true] {
            let outcome = approve("--yes", from: terminal)
            #expect(outcome.code == .usage && outcome.error.contains("--version is missing"))
        }
        #expect(service.asked.isEmpty)
        #expect(approve("--version", "2", "--yes").output.hasPrefix("project web, version 2 by ada\n-old\n+new\n"))
        #expect(approve("--version", "2", "--yes", "--quiet").output.isEmpty && approvals.count == 2)
    }

    @Test func aVersionIsConfirmedByNumber() throws {
        let path = "/v1/teams/demo/context/project/versions"
        try service.answer("POST \(path)/1/confirm", Self.view(Self.summary(1, .approved, .project, project: "web")))
        #expect(run("confirm", "project", "--project", "web", "--version", "1").code == .ok)
        #expect(run("confirm", "project", "--project", "web").code == .usage)
        try service.answer("GET /v1/teams/demo/context/team/versions", Page<ContextSummary>(items: []))
        #expect(run("withdraw", "team").error.contains("no version of this document is proposed"))
        #expect(run("withdraw", "planet").code == .usage)
    }

    @Test func aDifferenceIsToWhatIsInForce() throws {
        try service.answer(
            "GET /v1/teams/demo/context/team/versions",
            Page(items: [Self.summary(4, .proposed), Self.summary(3, .withdrawn), Self.summary(2, .approved)]))
        for (from, to) in [(2, 4), (0, 2)] {
            try service.answer(
                "GET /v1/teams/demo/context/team/diff?from=\(from)&to=\(to)", DiffView(meaning: [], unified: "+\(to)\n")
            )
        }
        #expect(run("diff", "team").output == "+4\n")
        #expect(run("diff", "team", "--to", "2").output == "+2\n")
    }

    @Test func whatLiesBesideTheFileIsNamed() throws {
        try write("repo/AGENTS.md", "Others.\n")
        try write("repo/CLAUDE.local.md", "Mine.\n")
        for source in [".", "CLAUDE.md"] {
            let outcome = run("import", source, "--dry-run")
            for other in ["AGENTS.md", "CLAUDE.local.md"] {
                let line = "Not in it: \(other) lies beside CLAUDE.md; name it there (@\(other)) or import it instead\n"
                #expect(outcome.error.contains(line), "\(outcome.error)")
            }
        }
        try write("repo/CLAUDE.md", "@AGENTS.md\n@CLAUDE.local.md\n")
        #expect(!run("import", ".", "--dry-run").error.contains("lies beside"))
    }

    @Test func aProposalIsReadBeforeItIsSent() throws {
        try write("repo/sec.md", "Fine.\nkey: AKIAIOSFODNN7EXAMPLQ\n")
        let refused = run("propose", "team", "-f", "sec.md")
        #expect(refused.code == .failed && refused.error.contains("sec.md:2:6: looks like"), "\(refused.error)")
        #expect(service.asked.isEmpty)
        try service.answer(
            "POST /v1/teams/demo/context/team/versions", Self.view(Self.summary(1, .proposed)), status: 201)
        try write("repo/blank.md", "\u{FEFF} \n")
        let blank = run("propose", "team", "-f", "blank.md")
        #expect(
            blank.error == """
                Left out: blank.md (its byte order mark)
                warning: the text is blank: once it is in force, runs are told nothing here
                Somebody else puts it in force: `countersign context approve team --version 1`

                """)
        #expect(service.asked.map(\.body) == [["text": " \n"]])
    }

    private static let standings: [ContextStandingView] = [
        ContextStandingView(layer: .organisation, project: "", inForce: summary(1, .approved, .organisation)),
        ContextStandingView(
            layer: .project, project: "race", inForce: summary(1, .approved, .project, project: "race"),
            proposal: summary(2, .proposed, .project, project: "race")),
    ]

    @Test func theDocumentsAreListed() throws {
        let path = "GET /v1/teams/demo/context/documents"
        try service.answer(path, Page(items: Self.standings))
        #expect(
            run("list").output == """
                LAYER         PROJECT  IN FORCE  AUTHOR  APPROVED BY  SINCE  PROPOSED  PROPOSED BY
                organisation           1         ada
                project       race     1         ada                         2         ada

                """)
        #expect(run("stale").code == .failed)
        try service.answer("GET /v1/teams/demo/context/stale", Page<ContextSummary>(items: []))
        try service.answer("GET /v1/teams/demo/context/stale?days=7", Page<ContextSummary>(items: []))
        #expect(run("stale").error == "Everything in force was changed or confirmed in the last 90 days.\n")
        #expect(run("stale", "--days", "7").error.contains("in the last 7 days"))
        let fresh = StubService()
        try fresh.answer("GET /v1/teams/demo/context/stale", Page<ContextSummary>(items: []))
        try fresh.answer(path, Page(items: Array(Self.standings.prefix(1))))
        #expect(countersign(["context", "stale"], service: fresh).error == "Nothing is in force yet.\n")
    }

    /// Five questions about a project that has no context, one answer.
    @Test(arguments: [["show"], ["history", "project"], ["diff", "project"], ["blame", "project"]])
    func aProjectWithoutContextIsNoError(_ words: [String]) throws {
        let (path, query) = ("GET /v1/teams/demo/context", "?project=rcae")
        try service.answer("\(path)/documents", Page(items: Self.standings))
        try service.answer(path + query, Page<ContextView>(items: []))
        try service.answer("\(path)/project/versions\(query)", Page<ContextSummary>(items: []))
        try service.answer(
            "\(path)/project/blame\(query)", ContextBlameView(layer: .project, project: "rcae", number: 0, lines: []))
        let outcome = countersign(["context"] + words + ["--project", "rcae"], service: service)
        #expect(outcome.code == .ok && outcome.output.isEmpty)
        #expect(outcome.error == "notice: the project rcae has no context in force: did you mean race?\n")
    }

    @Test func whatWaitsAndWhatSaysNothingIsShown() throws {
        var blank = Self.view(Self.summary(1, .approved, .project, project: "race"))
        blank.text = " \n"
        try service.answer("GET /v1/teams/demo/context?project=race", Page(items: [blank]))
        try service.answer("GET /v1/teams/demo/context/documents", Page(items: Self.standings))
        let outcome = run("show", "--project", "race")
        #expect(outcome.output.hasSuffix("says nothing (emptied in version 1)\n"))
        #expect(
            outcome.error == """
                notice: project race context, version 2 by ada is proposed: `countersign context diff project --project race`

                """)
        let first = ContextStandingView(layer: .team, project: "", proposal: Self.summary(1, .proposed))
        try service.answer("GET /v1/teams/south/context", Page<ContextView>(items: []))
        try service.answer("GET /v1/teams/south/context/documents", Page(items: [first]))
        #expect(
            run("show", "--team", "south").error == """
                notice: the team has no context in force; version 1 by ada is proposed: `countersign context diff team`

                """)
    }
}

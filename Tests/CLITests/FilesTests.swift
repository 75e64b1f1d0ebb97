import API
import Domain
import FoundationEssentials
import Glibc
import Testing

@testable import CLI

/// Commands that read and write files, each in a folder of its own.
@Suite final class FilesTests {
    private let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/countersign-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func write(_ path: String, _ text: String) throws {
        let full = folder + "/" + path
        let parent = full[..<(full.lastIndex(of: "/") ?? full.endIndex)]
        try FileManager.default.createDirectory(atPath: String(parent), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: full))
    }

    private func read(_ path: String) -> String? {
        (try? Data(contentsOf: URL(filePath: folder + "/" + path))).map { String(decoding: $0, as: UTF8.self) }
    }

    private func service(_ files: [(path: String, content: String)], corrupt: Bool = false) throws -> StubService {
        let now = Timestamp(secondsSince1970: 1_799_999_000)
        let service = StubService()
        let version = OutputVersionView(
            output: "out_1", number: 1, contentDigest: Digest.of("c"), manifestRoot: Digest.of("m"), chunkCount: 1,
            plannedSeconds: 61, submittedAt: now,
            provenance: Provenance(
                template: "release-notes", templateVersion: 2, briefDigest: Digest.of("b"), runner: "build-1",
                attempt: 1),
            files: files.map {
                OutputFileView(path: $0.path, kind: .document, digest: Digest.of($0.content), size: 1)
            }, notices: [])
        try service.answer(
            "GET /v1/teams/demo/outputs/out_1",
            OutputView(
                summary: OutputSummary(
                    id: "out_1", run: "run_1", title: "Notes", risk: .shared, reviewState: .inReview, latestVersion: 1,
                    createdAt: now),
                versions: [version],
                approval: ApprovalView(isEffective: false, approvals: 0, needed: 1, reasons: ["nobody has approved"]),
                reviews: [], findings: []))
        for file in files {
            service.answer(
                "GET /v1/teams/demo/outputs/out_1/versions/1/file?path=\(PercentEncoding.encode(file.path))",
                bytes: Array((corrupt ? "x" + file.content : file.content).utf8))
        }
        return service
    }

    private func get(_ service: StubService, _ more: String...) -> Outcome {
        countersign(["output", "get", "out_1"] + more, service: service, currentDirectory: folder)
    }

    @Test func getWritesFilesAndOverwritesOnlyByForce() throws {
        let service = try service([("notes.md", "hello\n"), ("deep/er/data.csv", "1,2\n")])
        #expect(get(service, "--to", "here").code == .ok)
        #expect(read("here/notes.md") == "hello\n")
        #expect(read("here/deep/er/data.csv") == "1,2\n")
        try write("here/notes.md", "mine")
        let refused = get(service, "--to", "here")
        #expect(refused.code == .failed)
        #expect(refused.error.contains("here/notes.md is there already"))
        #expect(read("here/notes.md") == "mine")
        #expect(get(service, "--to", "here", "--force").code == .ok)
        #expect(read("here/notes.md") == "hello\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/here").sorted() == ["deep", "notes.md"])
    }

    @Test(arguments: ["../evil", "/etc/evil", "a/../../evil", ".git/hooks/x", "a\\b", ""])
    func namesThatLeadElsewhereAreRefusedBeforeAnythingIsWritten(_ path: String) throws {
        let outcome = get(try service([("good.md", "good"), (path, "evil")]), "--to", "here")
        #expect(outcome.code == .failed)
        #expect(outcome.error.contains("(invalid_output)"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    }

    @Test func aLinkInsideTheFolderIsNotFollowed() throws {
        try write("outside/keep", "")
        try FileManager.default.createDirectory(atPath: folder + "/here", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: folder + "/here/deep", withDestinationPath: folder + "/outside")
        let outcome = get(try service([("deep/data", "x")]), "--to", "here", "--force")
        #expect(outcome.code == .failed)
        #expect(read("outside/data") == nil)
    }

    @Test func bytesThatDoNotHaveTheirDigestGetNoName() throws {
        let outcome = get(try service([("notes.md", "hello")], corrupt: true), "--to", "here")
        #expect(outcome.code == .failed)
        #expect(outcome.error.contains("(digest_mismatch)"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/here") == [])
    }

    @Test func loginKeepsTheTokenToItself() throws {
        let service = StubService()
        let me = MeView(
            person: PersonView(
                id: "per_1", login: "ada", name: "Ada", isOperator: false, createdAt: Timestamp(secondsSince1970: 0)),
            scopes: [.read], teams: [TeamView(id: "team_1", name: "demo", title: "Demo", roles: [.member])])
        try service.answer(
            "POST /v1/sessions",
            TokenSecret(id: "tok_1", secret: "s3cret", expiresAt: Timestamp(secondsSince1970: 1_900_000_000)))
        try service.answer("GET /v1/me", me)
        // The service's own file has another variable, which may be set as well.
        let settings = folder + "/countersignd.conf"
        try "listen = 127.0.0.1:7180\n".write(toFile: settings, atomically: false, encoding: .utf8)
        let environment = [
            "COUNTERSIGN_LOGIN_FILE": folder + "/conf/config.json", "COUNTERSIGN_CONFIG": settings,
        ]
        let outcome = countersign(
            ["login", "--login", "ada", "--password-stdin"], service: service, input: ["pass word"],
            environment: environment)
        #expect(
            outcome == Outcome(code: .ok, output: "Logged in to http://127.0.0.1:7180 as ada.\n", error: ""))
        #expect(service.asked.first?.body == ["login": "ada", "password": "pass word"])
        let config = try ConfigFile.load(folder + "/conf/config.json")
        #expect(config.server == "http://127.0.0.1:7180")
        #expect(config.servers == ["http://127.0.0.1:7180": .init(login: "ada", team: "demo", token: "s3cret")])
        var facts = stat()
        #expect(stat(folder + "/conf/config.json", &facts) == 0 && facts.st_mode & 0o777 == 0o600)

        #expect(countersign(["whoami"], service: service, environment: environment).code == .ok)
        chmod(folder + "/conf/config.json", 0o644)
        let refused = countersign(["whoami"], service: service, environment: environment)
        #expect(refused.code == .failed)
        #expect(refused.error.contains("others can read it"))
    }

    @Test func templatesAreCheckedHere() throws {
        try write("library/ops/broken/SKILL.md", "no frontmatter")
        try write("library/ops/broken/task.yaml", "objective: [\n")
        try FileManager.default.createSymbolicLink(
            atPath: folder + "/library/ops/broken/link", withDestinationPath: "/etc/passwd")
        let outcome = countersign(["template", "lint", "library"], currentDirectory: folder)
        #expect(outcome.code == .failed)
        let files = outcome.output.split(separator: "\n").compactMap { $0.split(separator: ":").first.map(String.init) }
        #expect(
            Set(files) == [
                "library/ops/broken/SKILL.md", "library/ops/broken/task.yaml", "library/ops/broken/link",
                "library/ops/broken", "1 template with 3 errors.",
            ])
        let advice = "library/ops/broken: mend the errors first, then it is decided who does it\n1 template"
        #expect(outcome.output.contains(advice), "what to mend stands above")
        #expect(countersign(["template", "push", "library"], currentDirectory: folder).code == .failed)
    }

    @Test func aFolderIsReadAsItIs() throws {
        try write("f/run", "#!/bin/sh\n")
        try write("f/deep/data", "\u{0}\u{1}")
        try write("f/.hidden", "")
        try write("f/.git/config", "")
        chmod(folder + "/f/run", 0o755)
        symlink("run", folder + "/f/link")
        mkfifo(folder + "/f/pipe", 0o600)
        let read = try Folder.read(folder + "/f")
        #expect(read.files == ["run": Array("#!/bin/sh\n".utf8), "deep/data": [0, 1]])
        #expect(read.executables == ["run"])
        #expect(read.symbolicLinks == ["link"])
        #expect(read.leftOut == [".git", ".hidden"])
        #expect(
            read.problems == [Problem(file: "pipe", line: 1, column: 1, message: "neither a file nor a folder")])
        #expect(throws: Failure.self) { try Folder.read(self.folder + "/f/run") }
        try write("g/huge", "")
        truncate(folder + "/g/huge", 9 << 20)
        #expect(throws: Failure.self) { try Folder.read(self.folder + "/g") }
    }

    @Test func aTemplatesByteOrderMarksStayHere() throws {
        try write("eng/notes/SKILL.md", "\u{FEFF}" + TemplateFolderFixture.skill)
        try write("eng/notes/task.yaml", TemplateFolderFixture.task)
        try write("eng/notes/data.csv", "\u{FEFF}a,b\n")
        let folder = try Folder.read(folder + "/eng/notes").withoutMarks(in: ["SKILL.md", "task.yaml"])
        #expect(
            folder.files == [
                "SKILL.md": Array(TemplateFolderFixture.skill.utf8),
                "task.yaml": Array(TemplateFolderFixture.task.utf8),
                "data.csv": Array("\u{FEFF}a,b\n".utf8),
            ])
        #expect(folder.leftOut == ["SKILL.md (its byte order mark)"])
        let outcome = countersign(["template", "push", "eng/notes"], currentDirectory: self.folder)
        #expect(outcome.error.hasPrefix("Left out: eng/notes/SKILL.md (its byte order mark)\n"), "\(outcome.error)")
        #expect(outcome.error.contains("(not_found)"), "the stub has no answer: it was sent")
    }

    @Test func aPolicysProblemsAreNamedAsAnEditorWantsThem() throws {
        try write("policies/small/approvals.yaml", "rules: []\n")
        let service = StubService()
        try service.answer(
            "POST /v1/teams/demo/policy/check",
            BundleReport(
                digest: Digest.of("b"),
                problems: [
                    Problem(file: "approvals.yaml", line: 3, column: 5, message: "unknown", suggestion: "allow")
                ],
                cases: [], unmatchedRules: [], remarks: []))
        let outcome = countersign(["policy", "check", "policies/small"], service: service, currentDirectory: folder)
        #expect(
            outcome
                == Outcome(
                    code: .failed, output: "policies/small/approvals.yaml:3:5: unknown (did you mean allow?)\n",
                    error: ""))
        #expect(service.asked.last?.body == ["files": ["approvals.yaml": "rules: []\n"]])
    }
}

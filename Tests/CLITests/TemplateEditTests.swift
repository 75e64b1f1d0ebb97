import API
import Domain
import FoundationEssentials
import Synchronization
import Testing

@testable import CLI

@Suite struct TemplateEditTests {
    private let folder: TemplateFolderFixture

    init() throws { folder = try TemplateFolderFixture() }

    private func service(isOvertaken: Bool = false, remarks: [LintRemark] = []) throws -> StubService {
        let service = StubService()
        let texts = ["SKILL.md": TemplateFolderFixture.skill, "task.yaml": TemplateFolderFixture.task]
        let files = texts.mapValues { Array($0.utf8) }
        func version(_ number: Int) -> TemplateVersionView {
            TemplateVersionView(
                summary: TemplateVersionSummary(
                    name: "notes", number: number, state: .draft, digest: FileSet(files).digest, author: "ada",
                    createdAt: Timestamp(secondsSince1970: 1_799_999_000), note: ""),
                area: "engineering", description: "", definition: .null,
                files: files.sorted { $0.key < $1.key }.map { path, bytes in
                    TemplateFileView(
                        path: path, digest: Digest.of(bytes), size: Int64(bytes.count), isExecutable: false)
                }, warnings: [], remarks: number == 3 ? [] : remarks)
        }
        try service.answer("GET /v1/teams/demo/templates/notes?version=latest", version(3))
        try service.answer("GET /v1/teams/demo/templates/notes?version=2", version(2))
        try service.answer(
            "GET /v1/teams/demo/templates/notes/diff?from=3&to=2",
            DiffView(meaning: ["constraints removed: Ask. [weakens]"], unified: "x"))
        for bytes in files.values {
            let digest = PercentEncoding.encode(Digest.of(bytes).description)
            service.answer("GET /v1/teams/demo/artifacts/\(digest)", bytes: bytes)
        }
        if isOvertaken {
            try service.refuse(
                "POST /v1/teams/demo/templates", .stale, "bob has pushed notes version 4", facts: ["latest": 4])
        } else {
            try service.answer("POST /v1/teams/demo/templates", version(4))
        }
        return service
    }

    private var leftFolders: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    }

    /// An editor that replaces words of task.yaml, one pair for each time it is opened.
    private static func editor(_ changes: [(String, String)]) -> @Sendable ([String]) -> Int32 {
        let turn = Turn()
        return { arguments in
            let path = arguments.first { $0.hasSuffix("/task.yaml") } ?? ""
            guard let text = TemplateFolderFixture.text(path), let change = turn.next(changes) else { return 1 }
            let edited = text.replacing(change.0, with: change.1)
            return (try? Data(edited.utf8).write(to: URL(filePath: path))) == nil ? 1 : 0
        }
    }

    private func edit(
        _ service: StubService, _ changes: [(String, String)], input: [String] = [], isTerminal: Bool = false
    ) -> Outcome {
        folder.run(
            ["template", "edit", "notes", "-m", "why"], service: service, input: input, isTerminal: isTerminal,
            program: Self.editor(changes))
    }

    @Test func whatWasEditedIsPushed() throws {
        let service = try service()
        let outcome = edit(service, [("Change nothing.", "Change no file.")])
        #expect(outcome.code == .ok, "\(outcome.error)")
        #expect(outcome.output.hasPrefix("engineering/notes version 4: draft"))
        let body = try #require(service.asked.last?.body)
        #expect(body["note"] == "why" && body["name"] == "notes" && body["area"] == "engineering")
        #expect(body["onto"] == 3, "the version that was edited")
        let sent = body["files"]?.array?.compactMap { $0["base64"]?.string }.compactMap { Data(base64Encoded: $0) }
        #expect(sent?.map { String(decoding: $0, as: UTF8.self) }.last?.contains("[Change no file.]") == true)
        #expect(leftFolders == [])
    }

    /// Whoever names it knows that it is not the latest: the push is not refused for that.
    @Test func anOlderVersionIsGoneOnFrom() throws {
        let service = try service()
        let outcome = folder.run(
            ["template", "edit", "notes@2"], service: service,
            program: Self.editor([("Change nothing.", "Change no file.")]))
        #expect(outcome.code == .ok, "\(outcome.error)")
        #expect(service.asked.last?.body?["onto"] == 3)
        #expect(
            outcome.error.hasPrefix(
                """
                notice: this begins with version 2, and takes back what was pushed until version 3:
                  • constraints removed: Ask. [weakens]

                """), "\(outcome.error)")
    }

    @Test func withoutAChangeNothingIsPushed() throws {
        let service = try service()
        #expect(edit(service, [("Nowhere", "")]) == Outcome(code: .ok, output: "Nothing changed.\n", error: ""))
        #expect(service.asked.allSatisfy { $0.line.hasPrefix("GET") })
        #expect(leftFolders == [])
    }

    @Test func remarksAreToldAndTheEditorOpensAgain() throws {
        let outcome = edit(
            try service(),
            [("risk: routine", "risk: none"), ("risk: none", "risk: routine\ntools: [Bash]"), ("Bash", "Read")],
            input: ["what", "e", "e"], isTerminal: true)
        #expect(outcome.code == .ok, "\(outcome.error)")
        #expect(outcome.error.contains("risk must be one of"))
        #expect(outcome.error.contains("error: Bash allows anything (wide-tool)"))
    }

    @Test(arguments: [
        ([("risk: routine", "risk: none")], [String](), false), ([("risk: routine", "risk: none")], ["p", "l"], true),
        ([("risk: routine", "risk: routine\ntools: [Bash]")], ["l"], true), ([], [], false),
    ]) func whoGivesUpKeepsTheFiles(changes: [(String, String)], input: [String], isTerminal: Bool) throws {
        let service = try service()
        let outcome = edit(service, changes, input: input, isTerminal: isTerminal)
        #expect(outcome.code != .ok)
        #expect(service.asked.allSatisfy { $0.line.hasPrefix("GET") })
        try expectKept(outcome, changes.first?.1 ?? "risk: routine")
    }

    @Test func whatCannotBePushedStays() throws {
        let service = try service()
        try service.refuse(
            "POST /v1/teams/demo/templates", .databaseUnavailable, "the database does not answer", status: 503)
        // The stub gives its answers in turn: the first push is the one that works.
        #expect(edit(service, [("Change nothing.", "Change no file.")]).code == .ok)
        let outcome = edit(service, [("Change nothing.", "Change no line.")])
        #expect(outcome.code != .ok)
        try expectKept(outcome, "Change no line.")
    }

    @Test func whatSomebodyPushedMeanwhileIsNotTakenBack() throws {
        let outcome = edit(try service(isOvertaken: true), [("Change nothing.", "Change no file.")])
        try expectKept(outcome, "Change no file.")
        let path = "\(folder.path)/\(leftFolders[0])/engineering/notes"
        // How to go on stands in the refusal, after what was pushed.
        let error = "Your files are in \(path).\ncountersign: bob has pushed notes version 4 (stale)\n"
        #expect(outcome == Outcome(code: .failed, output: "", error: error))
    }

    @Test func aDraftIsForItsEditorAlone() throws {
        _ = edit(try service(), [])
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(leftFolders[0])")
        #expect(attributes[.posixPermissions] as? Int == 0o700)
    }

    /// What is half done is kept as a draft; lint tells what is missing.
    @Test(arguments: [false, true]) func whatLacksPartsIsPushed(isTerminal: Bool) throws {
        let service = try service()
        let outcome = edit(
            service, [("risk: routine\n", "risk:\n")], input: isTerminal ? ["p"] : [], isTerminal: isTerminal)
        #expect(outcome.code == .ok, "\(outcome.error)")
        #expect(outcome.error.contains("task.yaml:7:6: error: risk is missing in a task (format)"))
        #expect(service.asked.last?.line == "POST /v1/teams/demo/templates")
        #expect(leftFolders == [])
    }

    /// What was said before the question is not said again; what only the service can know is.
    @Test func lintSpeaksOnce() throws {
        func remark(_ line: Int, _ column: Int, _ level: LintLevel, _ rule: String, _ message: String) -> LintRemark {
            LintRemark(
                file: "task.yaml", place: TextPlace(line: line, column: column), level: level, rule: rule,
                message: message, advice: "")
        }
        let missing = remark(7, 6, .error, "format", "risk is missing in a task")
        let useCase = remark(2, 1, .warning, "use-case", "release-notes is not for simple")
        let outcome = edit(try service(remarks: [missing, useCase]), [("risk: routine\n", "risk:\n")])
        #expect(outcome.code == .ok, "\(outcome.error)")
        #expect(outcome.error.split(separator: "\n").count { $0.contains("risk is missing in a task") } == 1)
        #expect(outcome.error.hasSuffix("  task.yaml:2:1: warning: release-notes is not for simple (use-case)\n"))
    }

    @Test func withoutATerminalAnEditorIsNamed() throws {
        let service = try service()
        func edit(_ more: [String: String], isTerminal: Bool = false) -> Outcome {
            let own = ["COUNTERSIGN_TOKEN": "secret", "COUNTERSIGN_TEAM": "demo", "TMPDIR": folder.path]
            return countersign(
                ["template", "edit", "notes"], service: service, isTerminal: isTerminal,
                environment: own.merging(more) { $1 }, program: { $0[2] == "vi" ? 7 : 0 })
        }
        let outcome = edit(["EDITOR": ""])
        #expect(outcome.code == .usage && service.asked.isEmpty && leftFolders.isEmpty)
        #expect(outcome.error.hasPrefix("countersign: there is no terminal, and no editor is named: set EDITOR to a "))
        #expect(edit([:], isTerminal: true).error.contains("the editor (vi) ended with status 7"))
        #expect(edit(["VISUAL": "ed"]).code == .ok)
    }

    private func expectKept(_ outcome: Outcome, _ words: String) throws {
        let kept = try #require(leftFolders.first)
        let path = "\(folder.path)/\(kept)/engineering/notes"
        #expect(outcome.error.contains("Your files are in \(path)"), "\(outcome.error)")
        #expect(TemplateFolderFixture.text(path + "/task.yaml")?.contains(words) == true)
    }
}

/// Counts how often an editor was opened.
private final class Turn: Sendable {
    private let count = Mutex(0)

    func next(_ changes: [(String, String)]) -> (String, String)? {
        count.withLock { count in
            defer { count += 1 }
            return count < changes.count ? changes[count] : nil
        }
    }
}

import API
import Domain
import FoundationEssentials
import Formats
import Glibc
import Testing

@testable import CLI

/// `template import`: what it says of each file, and of what the service makes of a draft.
@Suite struct TemplateImportTests {
    private let folder: TemplateFolderFixture

    init() throws { folder = try TemplateFolderFixture() }

    private static let lacks = "  lacks: success_criteria, constraints, output, use_case, risk, objective\n"

    @Test func everyFileIsSaidByName() throws {
        try folder.write(TemplateFolderFixture.skill, to: "col/skills/notes/SKILL.md")
        try folder.write("- no\n", to: "col/skills/bad/task.yaml")
        try folder.write(
            TemplateFolderFixture.skill.replacing("name: notes", with: "name: bad"), to: "col/skills/bad/SKILL.md")
        for number in 1...3 { try folder.write("x", to: "col/docs/\(number).txt") }
        try folder.write("{}", to: "col/.claude-plugin/plugin.json")
        try folder.write("# Read me\n", to: "col/README.md")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/col/link", withDestinationPath: "skills/notes")
        let outcome = folder.run(["template", "import", "col", "--as-area", "wild", "--dry-run"])
        #expect(
            outcome.output == """
                skills/notes/SKILL.md → wild/notes (skill)
                refused link:1:1: a symbolic link, which is not followed
                refused skills/bad/SKILL.md (2 files): skills/bad/task.yaml:1:1: a task must be a mapping of objective, \
                use_case, inputs, success_criteria, constraints, tools, output, actions, risk, mode, permission, needs, \
                budget, timeout_minutes; this is a list
                manifest .claude-plugin/plugin.json: read; it describes no task itself
                no task README.md: a README tells of the files around it
                no task docs/1.txt: it is not Markdown, and no SKILL.md is in its folder or above
                no task docs/2.txt: it is not Markdown, and no SKILL.md is in its folder or above
                no task docs/3.txt: it is not Markdown, and no SKILL.md is in its folder or above
                9 files: 1 became 1 draft, 3 refused in 2 places, 1 manifest, 4 that describe no task.

                """)
        #expect(outcome.error == Self.lacks)
    }

    @Test func eachPlaceOfARefusalCounts() throws {
        try folder.write("objective: 1\nrisk: huge\nmode: none\n", to: "col/bad/task.yaml")
        try folder.write(
            TemplateFolderFixture.skill.replacing("name: notes", with: "name: bad"), to: "col/bad/SKILL.md")
        let lines = folder.run(["template", "import", "col", "--dry-run"]).output.split(separator: "\n")
        let count = lines.count { $0.hasPrefix("refused ") }
        #expect(count > 1 && lines.last?.contains("2 refused in \(count) places, ") == true, "\(lines)")
    }

    /// The records of the collection's own repository are no part of it; those of another one inside it are named.
    @Test func theRecordsOfANestedRepositoryAreNamed() throws {
        try folder.write(TemplateFolderFixture.skill, to: "col/notes/SKILL.md")
        for place in ["col/.git", "col/notes/.git"] { try folder.write("[core]\n", to: place + "/config") }
        #expect(
            folder.run(["template", "import", "col", "--as-area", "wild", "--dry-run"]).output == """
                notes/SKILL.md → wild/notes (skill)
                no task notes/.git: a repository's own records, not read
                2 files: 1 became 1 draft, 0 refused in 0 places, 0 manifests, 1 that describes no task.

                """)
    }

    /// Nothing is kept from root.
    @Test(.enabled(if: geteuid() != 0)) func aLockedFolderIsNamedAndTheRestIsRead() throws {
        try folder.write(TemplateFolderFixture.skill, to: "col/notes/SKILL.md")
        let locked = folder.path + "/col/notes/locked"
        try FileManager.default.createDirectory(atPath: locked, withIntermediateDirectories: true)
        chmod(locked, 0)
        defer { chmod(locked, 0o700) }
        let outcome = folder.run(["template", "import", "col", "--dry-run"])
        #expect(outcome.code == .ok, "\(outcome.error)")
        #expect(outcome.output.contains("refused notes/locked:1:1: a folder that cannot be read"))
        let linted = folder.run(["template", "lint", "col"])
        #expect(linted.output.contains("notes/locked:1:1: error: a folder that cannot be read"), "\(linted.error)")
    }

    @Test func oneFileIsImportedByItself() throws {
        try folder.write(TemplateFolderFixture.skill, to: "col/notes/SKILL.md")
        try folder.write("A.\n", to: "col/notes/references/a.md")
        try folder.write("---\nname: x\ndescription: D.\n---\nGo.\n", to: "col/agents/x.md")
        try folder.write("Go.\n", to: "col/agents/y.md")
        func said(_ source: String) -> String {
            folder.run(["template", "import", source, "--as-area", "wild", "--dry-run"]).output
        }
        #expect(
            said("col/notes/SKILL.md") == """
                SKILL.md → wild/notes (skill)
                2 files: 2 became 1 draft, 0 refused in 0 places, 0 manifests, 0 that describe no task.

                """)
        #expect(
            said("col/agents/x.md") == """
                x.md → wild/x (agent)
                1 file: 1 became 1 draft, 0 refused in 0 places, 0 manifests, 0 that describe no task.

                """)
    }

    /// What lint will not let pass is said at once, not only what is missing.
    @Test func anErrorOfLintIsCounted() throws {
        try folder.write(
            TemplateFolderFixture.skill.replacing("---\n", with: "---\nallowed-tools: Bash\n", maxReplacements: 1),
            to: "col/notes/SKILL.md")
        let said = folder.run(["template", "import", "col", "--dry-run"])
        #expect(said.error == Self.lacks + "  lint: 2 errors (wide-tool)\n", "in SKILL.md and in task.yaml")
        let view = try JSON(text: folder.run(["template", "import", "col", "--dry-run", "--json"]).output)
        #expect(view["drafts"]?[0]?["lint"]?[0]?["rule"] == "wide-tool")
    }

    @Test func whereThereIsNothingThatIsSaid() throws {
        try FileManager.default.createDirectory(atPath: folder.path + "/empty", withIntermediateDirectories: true)
        let empty = folder.run(["template", "import", "empty", "--dry-run"])
        #expect(
            empty == Outcome(code: .failed, output: "", error: "countersign: there is no file in empty (bad_request)\n")
        )
        let nowhere = folder.run(["template", "import", "file:///nowhere/x.git", "--dry-run"])
        #expect(nowhere.error.hasPrefix("countersign: cannot fetch file:///nowhere/x.git: fatal: "), "\(nowhere.error)")
        #expect(!nowhere.error.contains("⏎") && !nowhere.error.contains("MiB"))
    }

    private func stored(
        _ number: Int, _ task: String, skill: String = TemplateFolderFixture.skill, missing: [Problem] = []
    ) throws -> TemplateVersionView {
        let files = ["SKILL.md": skill, "task.yaml": task].mapValues { Array($0.utf8) }
        let list = String(decoding: try JSONEncoder().encode(missing), as: UTF8.self)
        return TemplateVersionView(
            summary: TemplateVersionSummary(
                name: "notes", number: number, state: .draft, digest: FileSet(files).digest, author: "ada",
                createdAt: Timestamp(secondsSince1970: 0), note: ""),
            area: "wild", description: "", definition: ["missing": try JSON(text: list)],
            files: files.sorted { $0.key < $1.key }.map { path, bytes in
                TemplateFileView(path: path, digest: Digest.of(bytes), size: Int64(bytes.count), isExecutable: false)
            }, warnings: [])
    }

    @Test func aTemplateThatWasThereIsNotTakenOverInSilence() throws {
        try folder.write(TemplateFolderFixture.skill, to: "col/notes/SKILL.md")
        let service = StubService()
        try service.answer(
            "GET /v1/teams/demo/templates?limit=1000",
            Page(items: [
                TemplateView(
                    name: "notes", area: "wild", description: "", latest: 6, updatedAt: Timestamp(secondsSince1970: 0))
            ]))
        let risk = Problem(file: "task.yaml", line: 1, column: 1, message: "risk is missing in a task")
        try service.answer("POST /v1/teams/demo/templates", stored(7, TemplateFolderFixture.task, missing: [risk]))
        try service.answer("POST /v1/teams/demo/templates", stored(6, TemplateFolderFixture.task))
        let words = ["template", "import", "col", "--as-area", "wild"]
        let first = folder.run(words, service: service)
        #expect(first.output.hasPrefix("notes/SKILL.md → wild/notes version 7 (skill)\n"), "\(first.error)")
        #expect(
            first.error == """
                  remark: notes/SKILL.md:1:1: wild/notes was there, as version 6; `countersign template diff notes` shows \
                what this changes
                  remark: notes/SKILL.md:1:1: task.yaml is the one that your team has written; check that it still fits
                  lacks: risk

                """)
        #expect(service.asked.last?.body?["isImport"] == true)
        let again = folder.run(words, service: service)
        #expect(
            again.output == """
                notes/SKILL.md → wild/notes version 6 (skill), unchanged
                1 file: 0 became 0 drafts, 1 unchanged in 1 template, 0 refused in 0 places, 0 manifests, 0 that describe \
                no task.

                """ && again.error == "")
    }

    @Test func whatAVersionSaysOtherwiseThanItsUnchangedSourceIsTold() throws {
        try folder.write(TemplateFolderFixture.skill, to: "col/notes/SKILL.md")
        let service = StubService()
        try service.answer(
            "GET /v1/teams/demo/templates?limit=1000",
            Page(items: [
                TemplateView(
                    name: "notes", area: "wild", description: "", latest: 6, updatedAt: Timestamp(secondsSince1970: 0))
            ]))
        let skill = TemplateFolderFixture.skill + "More.\n"
        try service.answer(
            "POST /v1/teams/demo/templates", stored(6, TemplateFolderFixture.task, skill: skill))
        #expect(
            folder.run(["template", "import", "col", "--as-area", "wild"], service: service).error == """
                  remark: notes/SKILL.md:1:1: the source is as an import brought it before, so nothing was taken; \
                SKILL.md of version 6 says something else

                """)
    }

    /// Only where it holds what the new one lacks: not where it is the one that an earlier import has written.
    @Test(arguments: [true, false])
    func aTaskThatIsNotTakenOverIsNamedIfThereIsMoreInIt(isSkeleton: Bool) throws {
        try folder.write(TemplateFolderFixture.skill, to: "col/notes/SKILL.md")
        let service = StubService()
        try service.answer(
            "GET /v1/teams/demo/templates?limit=1000",
            Page(items: [
                TemplateView(
                    name: "notes", area: "wild", description: "", latest: 1, updatedAt: Timestamp(secondsSince1970: 0))
            ]))
        let report = CollectionReader.read(try CollectionFolder.read(folder.path + "/col"), area: "wild")
        let skeleton = try #require(report.drafts.first?.files.files["task.yaml"])
        let risk = Problem(file: "task.yaml", line: 1, column: 1, message: "risk is missing in a task")
        let new = try stored(2, String(decoding: skeleton, as: UTF8.self), missing: [risk])
        try service.answer("POST /v1/teams/demo/templates", new)
        try service.answer(
            "GET /v1/teams/demo/templates/notes?version=1",
            stored(1, TemplateFolderFixture.task, missing: isSkeleton ? [risk] : []))
        let outcome = folder.run(["template", "import", "col", "--as-area", "wild"], service: service)
        #expect(outcome.output.contains("wild/notes version 2"), "\(outcome.error)")
        #expect(outcome.error.contains("task.yaml of version 1 is not taken over") != isSkeleton, "\(outcome.error)")
    }

    /// By the notes of its versions: one that another collection brought, or a person wrote, is none of its business.
    @Test(arguments: [(nil, "col"), (2, "./col/"), (nil, "ABSOLUTE/../col"), (nil, "link")] as [(Int?, String)])
    func whatTheCollectionHasNoLongerIsNamed(published: Int?, typed: String) throws {
        try folder.write(TemplateFolderFixture.skill, to: "col/notes/SKILL.md")
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: "col")
        let col = try #require(ImportFolder.real(folder.path + "/col"))
        let typed = typed.replacing("ABSOLUTE", with: col)
        let service = StubService()
        func template(_ name: String, area: String = "wild", isDeprecated: Bool = false) -> TemplateView {
            TemplateView(
                name: name, area: area, description: "", latest: 3, published: published, isDeprecated: isDeprecated,
                updatedAt: Timestamp(secondsSince1970: 0))
        }
        try service.answer(
            "GET /v1/teams/demo/templates?limit=1000",
            Page(items: [
                template("far", area: "tame"), template("gone"), template("notes"), template("other"),
                template("over", isDeprecated: true), template("own"),
            ]))
        try service.answer("POST /v1/teams/demo/templates", stored(3, TemplateFolderFixture.task))
        let notes = [
            "gone": ["Clearer.", "Imported from \(col), old, one/SKILL.md."], "other": ["Imported from \(col)s, a.md."],
            "own": ["By hand."],
        ]
        for (name, notes) in notes {
            let versions = try notes.map { note in
                var summary = try stored(1, TemplateFolderFixture.task).summary
                summary.note = note
                return summary
            }
            try service.answer("GET /v1/teams/demo/templates/\(name)/versions", Page(items: versions))
        }
        let outcome = folder.run(["template", "import", typed, "--as-area", "wild"], service: service)
        let way =
            published == nil
            ? "nothing of it is published, so nobody can dispatch it"
            : "`countersign template deprecate gone -m 'no longer in its collection'` stops it"
        #expect(
            outcome.output.split(separator: "\n").map(String.init) == [
                "notes/SKILL.md → wild/notes version 3 (skill), unchanged",
                "no longer in the collection: wild/gone (old, one/SKILL.md); it stays as it is; \(way)",
                "1 file: 0 became 0 drafts, 1 unchanged in 1 template, 0 refused in 0 places, 0 manifests, 0 that describe "
                    + "no task.",
            ], "\(outcome.error)")
    }

    @Test(arguments: [
        ("col", "col, notes/SKILL.md."), ("./col/", "col, notes/SKILL.md."),
        ("col/notes/SKILL.md", "col/notes/SKILL.md."),
    ])
    func theNoteSaysOnceWhereItCameFrom(_ source: String, _ note: String) throws {
        try folder.write(TemplateFolderFixture.skill, to: "col/notes/SKILL.md")
        let service = StubService()
        try service.answer("GET /v1/teams/demo/templates?limit=1000", Page(items: [TemplateView]()))
        try service.answer("POST /v1/teams/demo/templates", stored(1, TemplateFolderFixture.task))
        let outcome = folder.run(["template", "import", source, "--as-area", "wild"], service: service)
        #expect(outcome.output.contains("1 file: 1 became 1 draft, 0 refused"), "\(outcome.error)")
        let path = try #require(ImportFolder.real(folder.path))
        #expect(service.asked.last?.body?["note"]?.string == "Imported from \(path)/\(note)")
    }
}

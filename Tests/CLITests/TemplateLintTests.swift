import API
import Domain
import Testing

@testable import CLI

@Suite struct TemplateLintTests {
    private let folder: TemplateFolderFixture

    init() throws { folder = try TemplateFolderFixture() }

    @Test func aFlawlessTemplateIsSaidToBe() throws {
        try folder.writeTemplate()
        #expect(
            folder.run(["template", "lint", "engineering"])
                == Outcome(
                    code: .ok,
                    output: """
                        engineering/notes: suited for dispatch: clear, verifiable, and independent
                        1 template without problems.

                        """, error: ""))
    }

    @Test(arguments: ["engineering/notes/task.yaml", "engineering/notes/SKILL.md"])
    func aFileStandsForItsFolder(path: String) throws {
        try folder.writeTemplate()
        #expect(folder.run(["template", "lint", path]) == folder.run(["template", "lint", "engineering/notes"]))
    }

    @Test func whatIsNotThereIsSaidNotToBe() {
        #expect(
            folder.run(["template", "lint", "nowhere/task.yaml"]).error
                == "countersign: nowhere/task.yaml does not exist; name a template's folder, or a folder of templates "
                + "(bad_request)\n")
    }

    @Test func remarksSayWhereWhatAndWhatToDo() throws {
        try folder.writeTemplate(
            task: TemplateFolderFixture.task.replacing("Change nothing.", with: "Change nothing that is good.")
                + "tools: [Bash]\n")
        let text = """
            engineering/notes/task.yaml:5:15: warning: "good" in constraint 1 has no measure (vague-words)
                Say how one would see it: a count, a name, a limit, a before and after.
            engineering/notes/task.yaml:9:9: error: Bash allows anything (wide-tool)
                Name the commands: `Bash(scripts/run)`, `Bash(git log:*)`.
            engineering/notes: cowork: let a person work alongside, because
                engineering/notes/task.yaml:5:15: "good" in constraint 1 has no measure: somebody has to decide on the way
            1 template with 1 error, 1 warning.

            """
        #expect(folder.run(["template", "lint", "."]).output == text.replacing("engineering/", with: "./engineering/"))
        #expect(
            folder.run(["template", "lint", "engineering"]) == Outcome(code: .failed, output: text, error: ""))
    }

    /// Level of the remark, and how the command ends with and without `--strict`.
    @Test(arguments: [
        ("Change nothing.", "", ExitCode.ok, ExitCode.ok), ("Change it all.", "", .ok, .failed),
        ("Change nothing.", "tools: [Bash]\n", .failed, .failed), ("Change nothing.", "mode: now\n", .failed, .failed),
    ]) func onlyErrorsFailUnlessStrict(constraint: String, more: String, plain: ExitCode, strict: ExitCode) throws {
        try folder.writeTemplate(
            task: TemplateFolderFixture.task.replacing("Change nothing.", with: constraint) + more)
        #expect(folder.run(["template", "lint"]).code == plain)
        #expect(folder.run(["template", "lint", "--strict"]).code == strict)
    }

    @Test func errorsAreMendedBeforeAnybodyDispatches() throws {
        try folder.writeTemplate(task: TemplateFolderFixture.task + "tools: [Bash]\n")
        #expect(
            folder.run(["template", "lint", "engineering"]).output.contains(
                """
                engineering/notes: mend the errors first, then it is decided who does it
                1 template with 1 error.

                """))
    }

    /// Of every part that can be read; of a broken one only what is broken.
    @Test func aMistakeInOnePartDoesNotSilenceTheOthers() throws {
        try folder.writeTemplate(
            task: TemplateFolderFixture.task.replacing("Change nothing.", with: "Change nothing that is good.")
                + "tools: [Bash]\nmode: now\n")
        let outcome = folder.run(["template", "lint", "engineering"])
        #expect(
            outcome.output.lines.filter { $0.hasPrefix("engineering/") }.map { String($0.drop { $0 != ":" }) } == [
                ":5:15: warning: \"good\" in constraint 1 has no measure (vague-words)",
                ":9:9: error: Bash allows anything (wide-tool)",
                ":10:7: error: mode must be one of cowork, dispatch; this is now (format)",
                ": mend the errors first, then it is decided who does it",
            ], "\(outcome.output)")
        try folder.write("- no\n", to: "engineering/notes/task.yaml")
        let none = folder.run(["template", "lint", "engineering"])
        #expect(none.code == .failed && none.output.contains("engineering/notes/task.yaml:1:1: error: a task must be"))
        #expect(none.output.contains("engineering/notes: mend the errors first"))
    }

    @Test func whatTheReaderSaysIsExplainedToo() {
        let outcome = folder.run(["template", "lint", "--explain", "format"])
        #expect(outcome.code == .ok && outcome.output.hasPrefix("format (error): "), "\(outcome.error)")
    }

    @Test func jsonHasRemarksAndAdvice() throws {
        try folder.writeTemplate(task: TemplateFolderFixture.task + "mode: cowork\nactions: [a.b]\ntools: [Bash]\n")
        let outcome = folder.run(["template", "lint", "engineering", "--json"])
        #expect(
            try JSON(text: outcome.output) == [
                [
                    "path": "engineering/notes",
                    "remarks": [
                        [
                            "file": "engineering/notes/task.yaml", "line": 11, "column": 9, "level": "error",
                            "rule": "wide-tool", "message": "Bash allows anything",
                            "advice": "Name the commands: `Bash(scripts/run)`, `Bash(git log:*)`.",
                        ]
                    ],
                    "advice": [
                        "course": "cowork",
                        "reasons": [
                            [
                                "course": "cowork", "file": "engineering/notes/task.yaml", "line": 9, "column": 1,
                                "message": "its author wants a person alongside",
                            ]
                        ],
                    ],
                ]
            ])
    }

    @Test func aPolicyIsHeldAgainstUseCaseAndActions() throws {
        try folder.writeTemplate(
            task: TemplateFolderFixture.task.replacing("use_case: release-notes", with: "use_case: releasenotes"))
        let policy = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/policies/small-team"
        let outcome = folder.run(["template", "lint", "--policy", policy])
        #expect(outcome.code == .ok)
        #expect(
            outcome.output.contains(
                "task.yaml:2:1: warning: there is no approved use case releasenotes (did you mean release-notes?) "
                    + "(outside-use-case)\n    The policy has release-notes, "), "\(outcome.output)")
        try folder.write("rules: 7\n", to: "broken/approvals.yaml")
        let broken = folder.run(["template", "lint", "--policy", "broken"])
        #expect(
            broken.code == .failed && broken.error.contains("broken/OWNERS:1:1: this file is missing"),
            "\(broken.error)")
    }

    private func service(_ remarks: [LintRemark], _ advice: DispatchAdvice?) throws -> StubService {
        let version = TemplateVersionView(
            summary: TemplateVersionSummary(
                name: "notes", number: 4, state: .draft, digest: Digest.of("x"), author: "ada",
                createdAt: Timestamp(secondsSince1970: 1_799_999_000), note: ""),
            area: "engineering", description: "", definition: .null, files: [], warnings: [], remarks: remarks,
            advice: advice)
        let service = StubService()
        try service.answer("GET /v1/teams/demo/templates/notes", version)
        try service.answer("POST /v1/teams/demo/templates", version)
        return service
    }

    private func remark(_ level: LintLevel) -> LintRemark {
        LintRemark(
            file: "task.yaml", place: TextPlace(line: 2, column: 1), level: level, rule: "a-rule", message: "no",
            advice: "Mend it.")
    }

    @Test func aPushTellsHintsAndAdvice() throws {
        try folder.writeTemplate()
        let reason = DispatchAdvice.Reason(
            course: .cowork, file: "task.yaml", place: TextPlace(line: 3, column: 1), message: "why")
        let outcome = folder.run(
            ["template", "push", "."],
            service: try service([remark(.hint)], DispatchAdvice(course: .cowork, reasons: [reason])))
        #expect(outcome.code == .ok && outcome.output.hasPrefix("engineering/notes version 4: draft, "))
        #expect(
            outcome.error
                == [
                    "  task.yaml:2:1: hint: no (a-rule)", "      Mend it.",
                    "  cowork: let a person work alongside, because",
                    "      task.yaml:3:1: why", "",
                ].joined(separator: "\n"))
    }

    @Test func showSaysWhatKeepsADraftFromBeingPublished() throws {
        let outcome = folder.run(
            ["template", "show", "notes"], service: try service([remark(.error), remark(.warning)], nil))
        #expect(outcome.output.contains("with 1 error, 1 warning: cannot be published\n"))
        #expect(outcome.error.hasSuffix("task.yaml:2:1: error: no (a-rule)\n    Mend it.\n"))
        let mended = folder.run(["template", "show", "notes"], service: try service([remark(.warning)], nil))
        #expect(mended.output.contains("with 1 warning\n") && !mended.error.contains("a-rule"))
    }

    @Test func rulesAreExplained() throws {
        let all = folder.run(["template", "lint", "--explain"])
        #expect(all.code == .ok && all.output.contains("wide-tool"))
        let one = folder.run(["template", "lint", "--explain", "wide-tool"])
        #expect(
            one.output.hasPrefix(
                """
                wide-tool (error): No tool is everything.

                  A tool that can do anything makes every other limit an agreement: `Bash` alone can push, delete and\u{20}
                  send.
                """), "\(one.output)")
        #expect(
            one.output.hasSuffix(
                """
                `Write(reports/**)`.

                  Not so, in task.yaml:

                      tools: [Read, Bash]

                  But so:

                      tools: [Read, "Bash(git log:*)"]


                """), "\(one.output)")
        let unknown = folder.run(["template", "lint", "--explain", "wide-tol"])
        #expect(unknown.code == .failed && unknown.error.contains("did you mean wide-tool?"), "\(unknown.error)")
    }
}

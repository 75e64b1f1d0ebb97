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
                        engineering/notes: dispatch it: clear, verifiable, and independent
                        1 template without problems.

                        """, error: ""))
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
                task.yaml:5:15: "good" in constraint 1 has no measure: somebody has to decide on the way

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
                                "course": "cowork", "file": "task.yaml", "line": 9, "column": 1,
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

    @Test func rulesAreExplained() throws {
        let all = folder.run(["template", "lint", "--explain"])
        #expect(all.code == .ok && all.output.contains("wide-tool"))
        let one = folder.run(["template", "lint", "--explain", "wide-tool"])
        #expect(
            one.output == """
                wide-tool (error): No tool is everything.

                  A tool that can do anything makes every other limit an agreement: `Bash` alone can push, delete and\u{20}
                  send. Name the commands that the task needs, as in `Bash(git log:*)`.

                  Not so, in task.yaml:

                      tools: [Read, Bash]

                  But so:

                      tools: [Read, "Bash(git log:*)"]


                """, "\(one.output)")
        let unknown = folder.run(["template", "lint", "--explain", "wide-tol"])
        #expect(unknown.code == .failed && unknown.error.contains("did you mean wide-tool?"), "\(unknown.error)")
    }
}

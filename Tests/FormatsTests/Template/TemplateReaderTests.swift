import Domain
import Formats
import Testing

@Suite struct TemplateReaderTests {
    private func problems(skill: String = SampleTemplate.skill, task: String = SampleTemplate.task) -> [String] {
        TemplateReader.read(folder: SampleTemplate.folder, files: SampleTemplate.files(skill: skill, task: task))
            .problems.map(\.text)
    }

    @Test func aGoodTemplateIsReadWhole() throws {
        let read = TemplateReader.read(folder: SampleTemplate.folder, files: SampleTemplate.files())
        #expect(read.problems == [])
        var template = try #require(read.template)
        #expect(template.lines["task.yaml#/constraints/1"] == 18)
        #expect(template.lines["SKILL.md"] == 10)
        template.places = [:]
        var expected = TaskTemplate(
            name: "release-notes", area: "engineering", description: "Writes release notes from a git history.",
            instruction: "# Release notes\n\nRead the history. Group by kind.",
            objective: "Tell users what changed between two tags.", useCase: "internal-documents",
            inputs: [
                "type": "object", "required": ["since"],
                "properties": ["since": ["type": "string", "minLength": 1], "until": ["type": "string"]],
            ],
            successCriteria: [
                SuccessCriterion(
                    id: "every-change", text: "Every user-visible change is listed.",
                    evidence: "The list beside the log."),
                SuccessCriterion(
                    id: "sources-named", text: "Each line names its commit.", evidence: "A hash per line."),
            ],
            constraints: ["Do not invent changes.", "Do not name customers."],
            outputs: [
                ExpectedOutput(path: "notes.md", kind: .document, description: "For readers."),
                ExpectedOutput(path: "changes.json", kind: .data, schema: ["type": "array"], required: false),
            ], risk: .shared)
        expected.license = "Apache-2.0"
        expected.metadata = ["owner": "platform"]
        expected.allowedTools = ["Read", "Bash(git log:*)"]
        expected.tools = ["git"]
        expected.actions = ["publish-branch"]
        expected.mode = .dispatch
        expected.permission = .act
        expected.needs = ["git"]
        expected.budget = Budget(minutes: 10)
        expected.timeoutSeconds = 1_800
        expected.hasScript = true
        #expect(template == expected)
    }

    /// The one by itself is the same as all of it once more.
    @Test func anotherTaskFileIsReadByItself() throws {
        let read = TemplateReader.read(folder: SampleTemplate.folder, files: SampleTemplate.files())
        let template = try #require(read.template)
        for task in [SampleTemplate.task, "\nrisk: routine\n", SampleTemplate.task + "\nmore: 1\n", "- 1\n"] {
            let files = SampleTemplate.files(task: task)
            let whole = TemplateReader.read(folder: SampleTemplate.folder, files: files)
            let part = TemplateReader.read(template, withTaskOf: files)
            #expect(part.template == whole.template && part.problems == whole.problems)
        }
        let large = FileSet(["task.yaml": Array(SampleTemplate.task.utf8), "a": Array(repeating: 65, count: 2 << 20)])
        #expect(TemplateReader.read(template, withTaskOf: large).template == nil)
    }

    @Test func aFileThatIsTooLargeIsSaidToBeOnce() {
        let bytes = Array(repeating: UInt8(ascii: "#"), count: 3 << 20)
        let files = FileSet(["SKILL.md": Array(SampleTemplate.skill.utf8), "task.yaml": bytes])
        #expect(
            TemplateReader.read(folder: "engineering/release-notes", files: files).problems.map(\.text) == [
                "task.yaml:1:1: 3145728 bytes, more than the 1048576 that a file may have"
            ])
    }

    /// What is replaced in task.yaml by what, and what is then said.
    @Test(
        arguments: [
            (
                "objective:", "objektive:",
                ["task.yaml:1:1: unknown key objektive in a task (did you mean objective?)"]
            ),
            (
                "kind: document,", "kind: memo,",
                ["task.yaml:21:28: kind must be one of code, document, analysis, data, message; this is memo"]
            ),
            ("path: notes.md", "path: ../notes.md", ["task.yaml:21:12: path contains `.` or `..`"]),
            (
                "id: sources-named", "id: every-change",
                ["task.yaml:13:9: every-change is the criterion of line 10, too"]
            ),
            (
                "id: sources-named", "id: Sources",
                ["task.yaml:13:9: id must be 1 to 64 of a-z 0-9 and single hyphens; this is Sources"]
            ),
            ("    evidence: A hash per line.\n", "", ["task.yaml:13:5: evidence is missing in a success criterion"]),
            (
                "risk: shared", "risk: high",
                ["task.yaml:27:7: risk must be one of routine, shared, sensitive, irreversible; this is high"]
            ),
            (
                "timeout_minutes: 30", "timeout_minutes: 1441",
                [
                    "task.yaml:32:18: timeout_minutes must be from 1 to 1440; this is 1441"
                ]
            ),
            (
                "minLength: 1", "minLength: -1",
                [
                    "task.yaml:7:38: inputs is not a JSON Schema: `minLength` must be a whole number that is not negative, found -1"
                ]
            ),
            ("  type: object", "  type: array", ["task.yaml:4:9: inputs must be a JSON Schema of `type: object`"]),
            ("tools: [git]", "tools: [git, git]", ["task.yaml:19:8: tools names git twice"]),
            (
                "Do not name customers.", "Do not name \u{202E}customers.",
                ["task.yaml:18:17: a character that readers do not see: U+202E RIGHT-TO-LEFT OVERRIDE; remove it"]
            ),
        ] as [(String, String, [String])])
    func taskProblems(old: String, new: String, found: [String]) {
        #expect(problems(task: SampleTemplate.task.replacing(old, with: new)) == found)
    }

    private func missing(task: String) -> [String]? {
        TemplateReader.read(folder: SampleTemplate.folder, files: SampleTemplate.files(task: task))
            .template?.missing?.map(\.text)
    }

    @Test func withoutCriteriaOrConstraintsItIsADraft() {
        let task = SampleTemplate.task
        let lines = task.split(separator: "\n")
        let withoutCriteria = (lines[..<8] + lines[15...]).joined(separator: "\n")
        let withoutConstraints = (lines[..<15] + lines[18...]).joined(separator: "\n")
        #expect(
            missing(task: withoutCriteria) == [
                "task.yaml:1:1: success_criteria is missing in a task; without them nobody can say whether the task was "
                    + "done: add a list of {id, text, evidence}"
            ])
        #expect(
            missing(task: withoutConstraints) == [
                "task.yaml:1:1: constraints is missing in a task; say what must not be done, one sentence each"
            ])
        // A key with nothing behind it is a gap, too.
        #expect(
            missing(task: withoutConstraints + "\nconstraints:\n") == [
                "task.yaml:30:13: constraints is missing in a task; say what must not be done, one sentence each"
            ])
        #expect(
            problems(task: withoutConstraints + "\nconstraints: []\n")
                == ["task.yaml:30:14: constraints must not be empty"])
    }

    @Test(
        arguments: [
            (
                "name: release-notes", "name: notes",
                ["SKILL.md:2:7: name must be that of the folder, release-notes; this is notes"]
            ),
            (
                "name: release-notes", "name: release--notes",
                ["SKILL.md:2:7: name must be 1 to 64 of a-z 0-9 and single hyphens; this is release--notes"]
            ),
            ("license:", "licence:", ["SKILL.md:4:1: unknown key licence in the front matter (did you mean license?)"]),
            (
                "owner: platform", "owner: 3",
                ["SKILL.md:6:10: metadata owner must be text; this is the number 3 (did you mean \"3\"?)"]
            ),
            (
                "license: Apache-2.0", "compatibility: \(String(repeating: "x", count: 501))",
                ["SKILL.md:4:16: compatibility must be at most 500 characters long; this has 501"]
            ),
            ("\n---\n", "\n", ["SKILL.md:1:1: the front matter is not closed by a line `---`"]),
            (
                "# Release notes\n\nRead the history. Group by kind.", "",
                ["SKILL.md:8:1: the instruction, below the front matter, is empty"]
            ),
            (
                "license: Apache-2.0", "license: [",
                [
                    "SKILL.md:6:8: did not find expected ',' or ']' (while parsing a flow sequence); close the list with ], "
                        + "or put a text that begins with [ in quotation marks"
                ]
            ),
        ] as [(String, String, [String])])
    func skillProblems(old: String, new: String, found: [String]) {
        #expect(problems(skill: SampleTemplate.skill.replacing(old, with: new)) == found)
    }

    @Test func aSecretIsRefusedInAnyTextFile() {
        let key = Array(("# café\nexport KEY=" + "AKIA" + "IOSFODNN7EXAMPLQ\n").utf8)
        var files = SampleTemplate.files().files
        files["scripts/run"] = key
        files["references/latin-1.txt"] = [0xE9, 0x0A] + Array(("ghp_" + String(repeating: "aB3", count: 12)).utf8)
        files["references/image.png"] = [0] + key
        #expect(
            TemplateReader.read(folder: SampleTemplate.folder, files: FileSet(files)).problems.map(\.text) == [
                "references/latin-1.txt:2:1: looks like a GitHub token; remove it, and revoke it if it is real",
                "scripts/run:2:12: looks like an AWS access key; remove it, and revoke it if it is real",
            ])
    }

    /// What an escape of YAML makes is there for the agent, and for no reader of the file.
    @Test(
        arguments: [
            ("minLength: 1", #"minLength: 1, enum: ["a", "b\u0000"]"#, "7:53", "U+0000 control"),
            ("Do not name customers.", #""Do not.\U000E0069\u202E""#, "18:5", "U+E0069 and 1 more"),
            ("text: Each line", #"text: "\u200BEach"  # line"#, "14:11", "U+200B ZERO WIDTH SPACE"),
            ("risk: shared", #""ri\u00ADsk": shared"#, "27:1", "U+00AD SOFT HYPHEN"),
        ] as [(String, String, String, String)])
    func whatAnEscapeHidesIsRefused(old: String, new: String, place: String, name: String) {
        #expect(
            problems(task: SampleTemplate.task.replacing(old, with: new)).first
                == "task.yaml:\(place): an escape for a character that readers do not see: \(name); remove it")
    }

    @Test func aLineEndATabAndAnEmojiHideNothing() {
        let task = SampleTemplate.task.replacing(
            "Do not name customers.", with: #""Do\tnot.\nName \U0001F469\u200D\U0001F4BB""#)
        #expect(problems(task: task) == [])
    }

    @Test func whatFrontMatterHidesIsRefused() {
        let skill = SampleTemplate.skill.replacing("from a git history.", with: "from a git history.\"")
            .replacing("description: ", with: #"description: "\x1b[31m\u202e"#)
        #expect(
            problems(skill: skill) == [
                "SKILL.md:3:14: an escape for a character that readers do not see: U+001B escape and 1 more; remove it"
            ])
    }

    @Test func everyTextFileIsRefusedForWhatItHides() {
        var files = SampleTemplate.files().files
        files["k.md"] = Array("# K\n\nDo it \u{202E}.\n".utf8)
        files["LICENSE"] = Array("Page 1\n\u{0C}\nPage 2\n".utf8)
        files["table.csv"] = Array("\u{FEFF}a;b\r\n".utf8)
        files["image.png"] = [0] + Array("\u{202E}".utf8)
        #expect(
            TemplateReader.read(folder: SampleTemplate.folder, files: FileSet(files)).problems.map(\.text) == [
                "k.md:3:7: a character that readers do not see: U+202E RIGHT-TO-LEFT OVERRIDE; remove it"
            ])
    }

    @Test func everyFilesProblemsAreSaidAtOnce() {
        let files = FileSet(["SKILL.md": Array("x".utf8), "../a": []])
        #expect(
            TemplateReader.read(folder: "Area/x/y", files: files, symbolicLinks: ["link"]).problems.map(\.text) == [
                ".:1:1: a template's folder is `<area>/<name>`, each of a-z 0-9 and single hyphens; this is `Area/x/y`",
                "../a:1:1: the path contains `.` or `..`",
                "SKILL.md:1:1: the file must begin with `---` and its front matter",
                "link:1:1: a symbolic link; put the file itself here",
                "task.yaml:1:1: this file is missing: a template has SKILL.md and task.yaml",
            ])
    }
}

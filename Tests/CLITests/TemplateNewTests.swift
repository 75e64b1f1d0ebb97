import API
import Domain
import FoundationEssentials
import Testing

@testable import CLI

@Suite struct TemplateNewTests {
    private let folder: TemplateFolderFixture

    init() throws { folder = try TemplateFolderFixture() }

    @Test func aCopyIsOfItsOwnAreaAndName() throws {
        let skill = TemplateFolderFixture.skill.replacing(
            "---\n\nSay", with: "metadata:\n  use-case: x\n  area: engineering\n---\n\nSay")
        try folder.writeTemplate(skill: skill)
        let outcome = folder.run(["template", "new", "support/123", "--from", "engineering/notes"])
        #expect(outcome.code == .ok, "\(outcome.error)")
        let copy = folder.read("support/123/SKILL.md") ?? ""
        #expect(copy.contains("name: \"123\"\n") && copy.contains("metadata:\n  use-case: x\n  area: support\n---"))
    }

    @Test func answersMakeATemplateThatLacksOnlyItsSteps() throws {
        let outcome = folder.run(
            ["template", "new"],
            input: [
                "Bad Name!", "../faq", "a/b/faq", "support/faq", "Answer the ten most frequent questions: one page.",
                "Use when the page is a month old.",
                "Writes an FAQ page.", "customer-insight", "two words", "tickets", "text", "string", "maybe", "",
                "The export, as CSV.", "tickets", "weeks", "integer", "no", "How many weeks back.", "", "book",
                "document", "../faq.md", "faq.md", "none", "shared", "Each answer names its ticket.",
                "Quote the answer to the first.",
                "", "Name no customer.", "",
            ], isTerminal: true)
        #expect(outcome.code == .ok, "\(outcome.error)")
        for typed in ["Bad Name!", "../faq", "a/b/faq"] {
            #expect(
                outcome.error.contains(
                    "\(typed) is not possible: NAME or area/NAME, each 1 to 64 of a-z, 0-9 and single hyphens\n"))
        }
        for typed in ["book", "text", "none"] {
            #expect(outcome.error.contains("\(typed) is not possible: name one of these\n"))
        }
        #expect(outcome.error.contains("Writes an FAQ page. is not possible: 1 to 64 of a-z, 0-9 and single hyphens\n"))
        #expect(outcome.error.contains("../faq.md is not possible: a path inside the output's folder\n"))
        for typed in ["two words", "tickets"] {
            #expect(outcome.error.contains("\(typed) is not possible: letters, digits, _ and -, a letter first"))
        }
        #expect(
            folder.read("support/faq/task.yaml") == """
                objective: "Answer the ten most frequent questions: one page."
                use_case: customer-insight
                inputs:
                  type: object
                  properties:
                    tickets:
                      type: string
                      description: The export, as CSV.
                    weeks:
                      type: integer
                      description: How many weeks back.
                  required: [tickets]
                  additionalProperties: false
                success_criteria:
                  - id: criterion-1
                    text: Each answer names its ticket.
                    evidence: Quote the answer to the first.
                constraints:
                  - Name no customer.
                output:
                  - path: faq.md
                    kind: document
                risk: shared
                permission: draft
                timeout_minutes: 60

                """)
        #expect(outcome.output.contains("the instruction is not finished"))
        let skill = try #require(folder.read("support/faq/SKILL.md"))
        try folder.write(skill.replacing("MISSING: write", with: "Write"), to: "support/faq/SKILL.md")
        #expect(folder.run(["template", "lint", "--strict"]).code == .ok)
    }

    @Test func optionsMakeTheSameInAScript() throws {
        let outcome = folder.run([
            "template", "new", "support/faq", "--path", "library", "--objective", "yes", "--description", "Use: often",
            "--use-case", "faq", "--kind", "data", "--criterion", "Every one.", "--criterion", "Each #2.", "--evidence",
            "Quote \"it\".", "--must-not", "- no", "--risk", "shared",
        ])
        #expect(outcome.code == .ok, "\(outcome.error)")
        let task = try #require(folder.read("library/support/faq/task.yaml"))
        #expect(task.contains("evidence: \"Quote \\\"it\\\".\"\n") && task.contains("objective: \"yes\"\n"))
        #expect(task.contains("  - path: result.json\n    kind: data\n    schema:\n      type: object\n"))
        #expect(task.contains("      required: [result]\n") && task.contains("\nrisk: shared\n"))
        // Whatever was said is read as it was said; what was not is marked, and lint sees it.
        let errors = outcome.output.split(separator: "\n").filter { $0.contains(" error: ") }
        #expect(
            errors.map { $0.split(separator: ":")[3...].joined(separator: ":") } == [
                " error: the instruction is not finished (unfinished-text)",
                " error: the evidence of criterion criterion-2 is not finished (unfinished-text)",
                " error: the description of result.json: result is not finished (unfinished-text)",
            ])
    }

    @Test func aUseCaseThatNobodyNamedIsMissing() throws {
        let outcome = folder.run(["template", "new", "support/faq"])
        #expect(
            outcome.output.contains("support/faq/task.yaml:2:1: error: use_case is not finished (unfinished-text)\n"))
    }

    @Test func approvedUseCasesAreOfferedByNumber() throws {
        let service = StubService()
        try service.answer(
            "GET /v1/teams/demo/use-cases",
            [
                "items": [
                    [
                        "name": "customer-insight", "description": "What customers say.", "risk": "shared",
                        "modes": ["dispatch"], "level": "draft", "kinds": ["analysis"], "actions": [],
                        "actionClasses": [], "tools": [], "templates": [], "place": "use-cases.yaml:1",
                    ]
                ]
            ] as JSON)
        let outcome = folder.run(
            ["template", "new", "support/faq"], service: service,
            input: ["Say what was asked.", "Use when asked.", "2", "1"], isTerminal: true)
        #expect(outcome.error.contains("  1  customer-insight: What customers say.\n"), "\(outcome.error)")
        #expect(outcome.error.contains("2 is not possible: a number of the list, or a name"))
        #expect(folder.read("support/faq/task.yaml")?.contains("\nuse_case: customer-insight\n") == true)
    }

    @Test(arguments: ["--output=../x.md", "--output=/x.md", "--use-case=Writes a page."])
    func anOptionThatNoTemplateCanHaveMakesNoFolder(_ option: String) throws {
        let outcome = folder.run(["template", "new", "support/faq", option])
        #expect(outcome.code == .usage, "\(outcome.error)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    @Test func nothingIsOverwritten() throws {
        try folder.writeTemplate()
        let outcome = folder.run(["template", "new", "engineering/notes"])
        let place = "\(folder.path)/engineering/notes/SKILL.md"
        let error = "countersign: \(place) is there already; choose another name, or another folder with --path "
        #expect(outcome == Outcome(code: .failed, output: "", error: error + "(already_exists)\n"))
        #expect(folder.read("engineering/notes/task.yaml") == TemplateFolderFixture.task)
    }

    @Test(arguments: ["Bad Name", "../evil/x", "a/b/c", "a/", "/a", "a--b", "a/B"])
    func aNameThatNoTemplateCanHaveIsRefused(_ name: String) throws {
        let outcome = folder.run(["template", "new", name])
        #expect(outcome.code == .usage && outcome.output.isEmpty)
        #expect(
            outcome.error.hasPrefix(
                "countersign: \(name) cannot be a name: NAME or area/NAME, each 1 to 64 of a-z, 0-9 and single hyphens\n"
            ))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    @Test func anAreaIsANameToo() throws {
        let refused = folder.run(["template", "new", "faq", "--area", "calls/minutes"])
        #expect(refused.code == .usage)
        #expect(
            refused.error.hasPrefix(
                "countersign: calls/minutes cannot be an area: 1 to 64 of a-z, 0-9 and single hyphens\n"))
        let asked = folder.run(
            ["template", "new", "faq"], input: ["calls/minutes", "calls"], isTerminal: true)
        #expect(
            asked.error.contains("calls/minutes is not possible: 1 to 64 of a-z, 0-9 and single hyphens\n"))
        #expect(folder.read("calls/faq/SKILL.md") != nil)
    }

    @Test func anExampleIsCopiedUnderTheNewName() throws {
        try folder.writeTemplate()
        try folder.write("#!/bin/sh\n", to: "engineering/notes/scripts/run")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: folder.path + "/engineering/notes/scripts/run")
        let outcome = folder.run(["template", "new", "support/letter", "--from", "engineering/notes"])
        #expect(outcome.code == .ok, "\(outcome.error)")
        #expect(folder.read("support/letter/SKILL.md")?.hasPrefix("---\nname: letter\ndescription: Writes") == true)
        #expect(folder.read("support/letter/task.yaml") == TemplateFolderFixture.task)
        #expect(try Folder.read(folder.path + "/support/letter").executables == ["scripts/run"])
        #expect(folder.run(["template", "new", "a/b", "--area", "c"]).code == .usage)
        #expect(folder.run(["template", "new"]).code == .usage)
        #expect(folder.run(["template", "new", "a/b/c"]).code == .usage)
    }

    @Test func anExampleWithCarriageReturnsIsRenamedToo() throws {
        try folder.writeTemplate()
        let skill = TemplateFolderFixture.skill.lines.joined(separator: "\r\n")
        try folder.write(skill, to: "engineering/notes/SKILL.md")
        #expect(folder.run(["template", "new", "support/letter", "--from", "engineering/notes"]).code == .ok)
        #expect(folder.read("support/letter/SKILL.md")?.utf8.starts(with: "---\r\nname: letter".utf8) == true)
    }

    /// An option that the copy would not heed is refused, not dropped.
    @Test(arguments: [
        "objective", "description", "use-case", "kind=document", "output=a.md", "risk=shared", "criterion", "evidence",
        "must-not",
    ])
    func aCopyTakesNoFurtherOptions(option: String) throws {
        try folder.writeTemplate()
        let parts = option.split(separator: "=").map(String.init)
        let outcome = folder.run([
            "template", "new", "a/b", "--from", "engineering/notes", "--\(parts[0])",
            parts.count == 2 ? parts[1] : "More.",
        ])
        #expect(outcome.code == .usage && outcome.error.contains("--from copies an example whole"))
        #expect(folder.read("a/b/task.yaml") == nil)
    }
}

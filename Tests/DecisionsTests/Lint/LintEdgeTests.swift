import Decisions
import Domain
import Testing

/// Where each rule begins and ends: what it looks at, what it leaves to another, and the last case that passes.
@Suite struct LintEdgeTests {
    private static func criterion(_ text: String, _ evidence: String = "Quote it.") -> String {
        "success_criteria:\n  - {id: a, text: \(JSON.string(text).canonical), evidence: \(JSON.string(evidence).canonical)}\n"
    }

    private static func output(_ path: String, kind: String) -> String {
        "output: [{path: \(path), kind: \(kind)}]\n"
    }

    private static let criteria = (1...7).map {
        "  - {id: c-\($0), text: Section \($0) names its source., evidence: Quote source \($0).}\n"
    }

    /// Keys of task.yaml, and the rules that speak.
    @Test(arguments: [
        ("budget: {}\ntimeout_minutes: 30\n", []), (criterion("Every line has a hash.", "Quote the clear one."), []),
        (output("n.json", kind: "document"), []), (output("n.csv", kind: "data"), []),
        (output("n.jsonl", kind: "data"), ["data-without-schema"]),
        (output("N.JSON", kind: "data"), ["data-without-schema"]),
        (criterion("Every line has a hash.", "TODO"), ["unfinished-text"]),
        (criterion("Every line has a hash.", "every line has a hash"), ["criterion-without-evidence"]),
        (criterion("Every line has a hash.", "Quote the line that is good."), []),
        ("success_criteria:\n" + criteria.joined(), []), ("objective: Tell users what has changed.\n", []),
        ("objective: Tell users what changed.\n", ["short-objective"]),
        ("objective: \"Say in one page <your name\\nof > it.\"\n", []),
        ("objective: TODO comments of the code are listed.\n", ["placeholder-text"]),
        ("output: [{path: n.md, kind: document, description: A nice page.}]\n", []),
        ("objective: Tell users what the website says of two releases.\ntools: [Read, WebFetch]\n", []),
        ("permission: read\ntools: [Write, MultiEdit, NotebookEdit]\n", Array(repeating: "tool-above-level", count: 3)),
        (
            "inputs: {type: object, properties: {since: {type: string, description: A day., format: email}, "
                + "tone: {type: string, description: How.}}}\n", []
        ),
    ]) func ofTaskFiles(task: String, rules: [String]) throws {
        let remarks = LintRules.remarks(try LintFixture.template(task: task))
        #expect(remarks.map(\.rule) == rules, "\(remarks.map(\.text))")
    }

    @Test(arguments: [
        ("Since, tone: myinputs.start", []), ("Since, tone: {{start now", []), ("Since, tone: inputs.3", []),
        ("1. TODO: since, tone", ["unfinished-text"]), ("Since, tone." + String(repeating: " a", count: 4_998), []),
        ("Since, tone." + String(repeating: " a", count: 4_999), ["long-instruction"]),
        ("Since, tone." + String(repeating: "\n.", count: 499), []),
        ("Since, tone." + String(repeating: "\n.", count: 500), ["long-instruction"]),
    ]) func ofInstructions(text: String, rules: [String]) throws {
        let remarks = LintRules.remarks(try LintFixture.template(with: .instruction(text)))
        #expect(remarks.map(\.rule) == rules, "\(remarks.map(\.text))")
    }

    @Test(arguments: [
        (
            "description: \"MISSING: say what comes out\"\n",
            ["error: the description is not finished (unfinished-text)"]
        ),
        (
            "description: Writes nice, nice notes. Use when a version is released.\n",
            ["hint: \"nice\" in the description has no measure (open-instruction)"]
        ),
        (
            "allowed-tools: Bash Read\n",
            [
                "warning: allowed-tools has Bash, which `tools` of task.yaml has not (allowed-tools-wider)",
                "error: Bash allows anything (wide-tool)",
            ]
        ),
    ]) func ofFrontMatter(text: String, remarks: [String]) throws {
        let found = LintRules.remarks(try LintFixture.template(with: .frontMatter(text)))
        #expect(found.map { String($0.text.split(separator: ": ", maxSplits: 1)[1]) }.sorted() == remarks.sorted())
    }

    /// What is missing altogether is said by the reader, once.
    @Test func ofWhatIsNotThere() throws {
        let policy = try Bundles.smallTeam()
        func rules(_ change: (inout TaskTemplate) -> Void) throws -> [String] {
            var template = try LintFixture.template(task: "use_case: nothing\nbudget: {}\n")
            change(&template)
            return LintRules.remarks(template, policy: policy).map(\.rule)
        }
        #expect(try rules { _ in } == ["outside-use-case", "no-budget"])
        #expect(try rules { $0.hasScript = true } == ["outside-use-case"])
        let gap = Problem(file: "task.yaml", line: 1, column: 1, message: "risk is missing in a task")
        #expect(try rules { $0.missing = [gap] } == ["format", "no-budget"])
        #expect(try rules { ($0.objective, $0.constraints) = ("", []) } == ["outside-use-case", "no-budget"])
    }

    @Test(
        arguments: [
            ("Bash", "Name the commands: `Bash(scripts/run)`, `Bash(git log:*)`."),
            ("mcp__*", "List the tools that the task needs, one by one."),
            ("Bash(timeout 10:*)", "Name the commands: `Bash(scripts/run)`, `Bash(git log:*)`."), ("mcp__", nil),
        ] as [(String, String?)]) func ofWideTools(tool: String, advice: String?) throws
    {
        let remarks = LintRules.remarks(try LintFixture.template(task: "tools: [Read, \"\(tool)\"]\n"))
        #expect(remarks.first { $0.rule == "wide-tool" }?.advice == advice, "\(remarks.map(\.text))")
    }
}

import Decisions
import Domain
import Testing

@Suite struct MeaningDiffTests {
    /// A change of the template, and how its differences read.
    struct Case: CustomTestStringConvertible, Sendable {
        let title: String
        var before: @Sendable (inout TaskTemplate) -> Void = { _ in }
        let after: @Sendable (inout TaskTemplate) -> Void
        let sentences: [String]

        var testDescription: String { title }
    }

    static let template: TaskTemplate = {
        var template = TaskTemplate(
            name: "notes", area: "engineering", description: "Writes notes.", instruction: "Write.",
            objective: "Write notes.", useCase: "release-notes",
            inputs: [
                "type": "object", "properties": ["since": ["type": "string"], "until": ["type": "string"]],
                "required": ["since"],
            ],
            successCriteria: [
                SuccessCriterion(id: "named", text: "Each line names its commit.", evidence: "A hash per line."),
                SuccessCriterion(id: "sorted", text: "Sorted by area.", evidence: "The headings."),
            ],
            constraints: ["Invent nothing.", "Push nothing."],
            outputs: [ExpectedOutput(path: "notes.md", kind: .document)], risk: .shared)
        template.tools = ["Read", "Bash"]
        template.actions = ["git.release"]
        template.budget = Budget(minutes: 10)
        return template
    }()

    static let cases: [Case] = [
        Case(title: "nothing", after: { _ in }, sentences: []),
        Case(
            title: "a criterion is dropped", after: { $0.successCriteria.removeLast() },
            sentences: ["success_criteria sorted removed: Sorted by area. (evidence: The headings.) [weakens]"]),
        Case(
            title: "a criterion is added",
            after: { $0.successCriteria.append(SuccessCriterion(id: "short", text: "Short.", evidence: "Count.")) },
            sentences: ["success_criteria short added: Short. (evidence: Count.)"]),
        Case(
            title: "a criterion's words are nobody's but a person's to judge",
            after: {
                $0.successCriteria[1] = SuccessCriterion(id: "sorted", text: "Sorted.", evidence: "The headings.")
            },
            sentences: [
                "success_criteria sorted changed: Sorted by area. (evidence: The headings.) → Sorted. (evidence: The headings.)"
            ]),
        Case(
            title: "a constraint is dropped", after: { $0.constraints.removeLast() },
            sentences: ["constraints removed: Push nothing. [weakens]"]),
        Case(
            title: "a constraint is added", after: { $0.constraints.append("Ask.") },
            sentences: ["constraints added: Ask."]),
        Case(
            title: "a tool is added", after: { $0.tools.append("WebFetch") },
            sentences: ["tools added: WebFetch [weakens]"]),
        Case(title: "a tool is taken", after: { $0.tools = ["Read"] }, sentences: ["tools removed: Bash"]),
        Case(
            title: "a tool is narrowed", after: { $0.tools = ["Read", "Bash(git log:*)"] },
            sentences: ["tools removed: Bash", "tools added: Bash(git log:*)"]),
        Case(
            title: "a tool is widened", before: { $0.tools = ["Bash(git log:*)"] }, after: { $0.tools = ["Bash"] },
            sentences: [
                "tools removed: Bash(git log:*)", "tools added: Bash [weakens]",
            ]),
        Case(
            title: "an action is added", after: { $0.actions.append("mail.send") },
            sentences: ["actions added: mail.send [weakens]"]),
        Case(
            title: "an action is taken", after: { $0.actions = [] },
            sentences: ["actions removed: git.release"]),
        Case(
            title: "risk is lowered", after: { $0.risk = .routine },
            sentences: ["risk changed: shared → routine [weakens]"]),
        Case(
            title: "a risk is said for the first time",
            before: {
                $0.risk = .irreversible
                $0.missing = [Problem(file: "task.yaml", line: 1, column: 1, message: "risk is missing in a task")]
            }, after: { $0.missing = nil }, sentences: ["risk added: shared"]),
        Case(
            title: "an instruction is rewritten", after: { $0.instruction = "Write it." },
            sentences: ["instruction changed"]),
        Case(title: "risk is raised", after: { $0.risk = .sensitive }, sentences: ["risk changed: shared → sensitive"]),
        Case(
            title: "more is permitted", after: { $0.permission = .write },
            sentences: ["permission changed: draft → write [weakens]"]),
        Case(
            title: "nobody works alongside any more", before: { $0.mode = .cowork }, after: { $0.mode = .dispatch },
            sentences: ["mode changed: cowork → dispatch [weakens]"]),
        Case(
            title: "a budget is given up", after: { $0.budget = nil },
            sentences: ["budget minutes removed: 10 [weakens]"]),
        Case(
            title: "a budget is tightened", after: { $0.budget = Budget(minutes: 5) },
            sentences: ["budget minutes changed: 10 → 5"]),
        Case(
            title: "more time", after: { $0.timeoutSeconds *= 2 },
            sentences: ["timeout changed: 60 minutes → 120 minutes [weakens]"]),
        Case(
            title: "an input becomes needed",
            after: {
                $0.inputs = [
                    "type": "object", "properties": ["since": ["type": "string"], "until": ["type": "string"]],
                    "required": ["since", "until"],
                ]
            },
            sentences: [
                #"inputs until changed: optional, {"type":"string"} → required, {"type":"string"} [breaks callers]"#
            ]),
        Case(
            title: "an input goes away, and another may be left out",
            after: { $0.inputs = ["type": "object", "properties": ["since": ["type": "string"]]] },
            sentences: [
                #"inputs since changed: required, {"type":"string"} → optional, {"type":"string"}"#,
                #"inputs until removed: optional, {"type":"string"} [breaks callers]"#,
            ]),
        Case(
            title: "an input is explained",
            after: {
                $0.inputs = [
                    "type": "object",
                    "properties": [
                        "since": ["type": "string", "description": "A tag."], "until": ["type": "string"],
                    ],
                    "required": ["since"],
                ]
            },
            sentences: [
                #"inputs since changed: required, {"type":"string"} → required, {"description":"A tag.","type":"string"}"#
            ]),
        Case(
            title: "no other inputs any more",
            after: {
                $0.inputs = [
                    "type": "object", "properties": ["since": ["type": "string"], "until": ["type": "string"]],
                    "required": ["since"], "additionalProperties": false,
                ]
            },
            sentences: [
                #"inputs changed: {"type":"object"} → {"additionalProperties":false,"type":"object"} [breaks callers]"#
            ]),
        Case(
            title: "an output goes away", after: { $0.outputs = [] },
            sentences: ["output notes.md removed: document, required [weakens] [breaks callers]"]),
        Case(
            title: "an output may be left out",
            after: { $0.outputs = [ExpectedOutput(path: "notes.md", kind: .document, required: false)] },
            sentences: ["output notes.md changed: document, required → document, optional [weakens]"]),
        Case(
            title: "an output of another kind",
            after: { $0.outputs = [ExpectedOutput(path: "notes.md", kind: .data)] },
            sentences: ["output notes.md changed: document, required → data, required [breaks callers]"]),
    ]

    /// Whoever gave an input before may give it still, or may not.
    @Test(
        arguments: [
            (["maximum": 4], ["maximum": 5], false), (["maximum": 5], ["maximum": 4], true),
            (["maximum": 4], [:], false), ([:], ["maximum": 4], true), (["minLength": 3], ["minLength": 1], false),
            (["minLength": 1], ["minLength": 3], true), (["enum": ["a"]], ["enum": ["b", "a"]], false),
            (["enum": ["a", "b"]], ["enum": ["a"]], true), (["pattern": "a"], ["pattern": "b"], true),
            (["maximum": 4, "minimum": 0], ["maximum": 5, "minimum": 1], true),
        ] as [(JSON, JSON, Bool)])
    func anInputThatTakesLessBreaksCallers(old: JSON, new: JSON, breaks: Bool) {
        let templates = [old, new].map { schema in
            var template = Self.template
            template.inputs = ["type": "object", "properties": ["count": schema]]
            return template
        }
        let marks = MeaningDiff.changes(from: templates[0], to: templates[1]).flatMap(\.marks)
        #expect(marks == (breaks ? [.breaksCallers] : []))
    }

    @Test(arguments: cases) func whatChangedIsSaidAndMarked(_ item: Case) {
        var (before, after) = (Self.template, Self.template)
        item.before(&before)
        item.after(&after)
        #expect(MeaningDiff.changes(from: before, to: after).map(\.sentence) == item.sentences)
        #expect(MeaningDiff.changes(from: after, to: after) == [])
    }

    /// Marks are about a direction: whatever weakens one way does not weaken the other way.
    @Test(arguments: cases) func nothingWeakensBothWays(_ item: Case) {
        var (before, after) = (Self.template, Self.template)
        item.before(&before)
        item.after(&after)
        func weakening(_ old: TaskTemplate, _ new: TaskTemplate) -> Bool {
            MeaningDiff.changes(from: old, to: new).contains { $0.marks.contains(.weakens) }
        }
        #expect(!(weakening(before, after) && weakening(after, before)))
    }
}

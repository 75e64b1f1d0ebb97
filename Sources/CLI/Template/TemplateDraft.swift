import Domain

/// The files of a template that is about to be written. What nobody has said is marked as `MISSING:`, which lint does not
/// let pass.
struct TemplateDraft {
    struct Criterion {
        let text: String
        let evidence: String?
    }

    struct Input {
        static let types = ["string", "integer", "number", "boolean"]

        let name: String
        let type: String
        let isNeeded: Bool
        let description: String?
    }

    let area: String
    let name: String
    var inputs: [Input] = []
    var objective: String?
    var description: String?
    var useCase: String?
    var kind: OutputKind?
    var output: String?
    var risk = Risk.routine
    var criteria: [Criterion] = []
    var constraints: [String] = []

    init(area: String, name: String) {
        self.area = area
        self.name = name
    }

    var folder: String { "\(area)/\(name)" }

    var files: [TemplateFile] {
        [
            TemplateFile(path: "SKILL.md", bytes: Array(skill.utf8), isExecutable: false),
            TemplateFile(path: "task.yaml", bytes: Array(task.utf8), isExecutable: false),
        ]
    }

    private var skill: String {
        """
        ---
        name: \(Self.scalar(name))
        description: \(Self.scalar(description ?? "MISSING: say what comes out, and when to use it"))
        ---

        # \(name)

        \(objective ?? "MISSING: say what is to be achieved")

        1. Read what you were given\(Self.list(inputs)), and say what you have not read.
        2. MISSING: write the steps that need a decision, one line each.

        """
    }

    private var task: String {
        let kind = kind ?? .document
        var lines = [
            "objective: \(Self.scalar(objective ?? "MISSING: say what is to be achieved"))",
            "use_case: \(Self.scalar(useCase ?? "MISSING: name the approved use case"))", "inputs:", "  type: object",
        ]
        lines += inputLines + ["  additionalProperties: false", "success_criteria:"]
        let criteria =
            criteria.isEmpty ? [Criterion(text: "MISSING: say how anybody can tell", evidence: nil)] : criteria
        for (index, criterion) in criteria.enumerated() {
            lines += [
                "  - id: criterion-\(index + 1)", "    text: \(Self.scalar(criterion.text))",
                "    evidence: \(Self.scalar(criterion.evidence ?? "MISSING: say what a reviewer quotes to show it"))",
            ]
        }
        lines.append("constraints:")
        let constraints = constraints.isEmpty ? ["MISSING: say what must not be done"] : constraints
        lines += constraints.map { "  - \(Self.scalar($0))" }
        lines += ["output:", "  - path: \(Self.scalar(output ?? Self.file(of: kind)))", "    kind: \(kind.rawValue)"]
        if kind == .data { lines += Self.schema }
        lines += ["risk: \(risk.rawValue)", "permission: draft", "timeout_minutes: 60"]
        return lines.joined(separator: "\n") + "\n"
    }

    private var inputLines: [String] {
        if inputs.isEmpty { return ["  properties: {}"] }
        let properties = inputs.flatMap { input in
            [
                "    \(Self.scalar(input.name)):", "      type: \(input.type)",
                "      description: \(Self.scalar(input.description ?? "MISSING: say what to enter, in which form"))",
            ]
        }
        let needed = inputs.filter(\.isNeeded).map { Self.scalar($0.name) }
        return ["  properties:"] + properties
            + (needed.isEmpty ? [] : ["  required: [\(needed.joined(separator: ", "))]"])
    }

    /// A member to be given its name; lint does not let it pass as it is.
    private static let schema = [
        "    schema:", "      type: object", "      required: [result]", "      properties:", "        result:",
        "          type: string",
        "          description: \"MISSING: name the members of the file, and say what each holds\"",
    ]

    private static func list(_ inputs: [Input]) -> String {
        inputs.isEmpty ? "" : ": " + inputs.map { "`\($0.name)`" }.joined(separator: ", ")
    }

    static func file(of kind: OutputKind) -> String { kind == .data ? "result.json" : "result.md" }

    /// As it is where YAML cannot mistake it, else as a JSON string, which YAML reads as one.
    static func scalar(_ text: String) -> String {
        let isPlain =
            text.first?.isLetter == true && !text.contains(": ") && !text.contains(" #") && text.last != ":"
            && text.allSatisfy { $0.isLetter || $0.isNumber || " ,.;:-'()/".contains($0) }
            && text.last != " " && !words.contains(text.lowercased())
        return isPlain ? text : JSON.string(text).canonical
    }

    private static let words: Set<String> = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
}

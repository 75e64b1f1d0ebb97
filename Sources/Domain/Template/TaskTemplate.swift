/// A shared description of a task: an Agent Skill (`SKILL.md`) and what Countersign adds to it (`task.yaml`).
package struct TaskTemplate: Hashable, Sendable, Codable {
    package static let timeoutRangeMinutes: ClosedRange<Int64> = 1...1_440
    package static let defaultTimeoutMinutes: Int64 = 60

    // SKILL.md
    package var name: String
    package var area: String
    package var description: String
    package var license: String?
    package var compatibility: String?
    package var metadata: [String: String] = [:]
    package var allowedTools: [String] = []
    /// The body of SKILL.md, without blank lines around it.
    package var instruction: String

    // task.yaml
    package var objective: String
    package var useCase: String
    /// A JSON Schema of type object.
    package var inputs: JSON
    package var successCriteria: [SuccessCriterion]
    /// What must not be done.
    package var constraints: [String]
    package var tools: [String] = []
    package var outputs: [ExpectedOutput]
    /// The actions that the agent may ask for, by name.
    package var actions: [String] = []
    package var risk: Risk
    /// Nil: whatever the use case allows.
    package var mode: Mode?
    package var permission: PermissionLevel = .draft
    /// Labels that a runner must have.
    package var needs: [String] = []
    package var budget: Budget?
    package var timeoutSeconds = Int(TaskTemplate.defaultTimeoutMinutes) * 60

    /// Whether `scripts/run` can do the work without a model.
    package var hasScript = false
    /// What must be there before it can be published; nil if nothing is missing. Only imported drafts have such gaps.
    package var missing: [Problem]?
    /// Where the parts stand, by the file and a JSON pointer (`task.yaml#/constraints/0`, `SKILL.md#/description`);
    /// `SKILL.md` alone is the instruction.
    package var places: [String: TextPlace] = [:]

    package init(
        name: String, area: String, description: String, instruction: String, objective: String, useCase: String,
        inputs: JSON, successCriteria: [SuccessCriterion], constraints: [String], outputs: [ExpectedOutput], risk: Risk
    ) {
        self.name = name
        self.area = area
        self.description = description
        self.instruction = instruction
        self.objective = objective
        self.useCase = useCase
        self.inputs = inputs
        self.successCriteria = successCriteria
        self.constraints = constraints
        self.outputs = outputs
        self.risk = risk
    }
}

extension TaskTemplate {
    package var lines: [String: Int] { places.mapValues(\.line) }

    /// The place of a part or, where the part is absent, of the nearest one around it.
    package func place(of pointer: String) -> (file: String, place: TextPlace) {
        var part = pointer[...]
        while places[String(part)] == nil, let slash = part.lastIndex(of: "/") { part = part[..<slash] }
        return (String(pointer.prefix { $0 != "#" }), places[String(part)] ?? TextPlace(line: 1, column: 1))
    }

    /// The key of this file, or the instruction, in which a place lies; the file itself above all of them.
    package func part(at line: Int, _ column: Int, of file: String) -> String {
        let parts = places.filter { pointer, place in
            let isPart = pointer == file || (pointer.hasPrefix("\(file)#/") && pointer.count { $0 == "/" } == 1)
            return isPart && (place.line, place.column) <= (line, column)
        }
        return parts.max { ($0.value.line, $0.value.column) < ($1.value.line, $1.value.column) }?.key ?? "\(file)#"
    }
}

/// What a reviewer answers one by one, and what shows that it is met.
package struct SuccessCriterion: Hashable, Sendable, Codable {
    package let id: String
    package let text: String
    package let evidence: String

    package init(id: String, text: String, evidence: String) {
        self.id = id
        self.text = text
        self.evidence = evidence
    }
}

extension TaskTemplate {
    /// What answers to the criteria are about: their order, names and words. Bound by every verdict.
    package var criteriaDigest: Digest {
        Digest.of(
            .array(
                successCriteria.map {
                    ["id": .string($0.id), "text": .string($0.text), "evidence": .string($0.evidence)]
                }))
    }
}

/// A file that the run must, or may, deliver.
package struct ExpectedOutput: Hashable, Sendable, Codable {
    package let path: String
    package let kind: OutputKind
    package let description: String?
    /// A JSON Schema for structured data.
    package let schema: JSON?
    package let required: Bool

    package init(
        path: String, kind: OutputKind, description: String? = nil, schema: JSON? = nil, required: Bool = true
    ) {
        self.path = path
        self.kind = kind
        self.description = description
        self.schema = schema
        self.required = required
    }
}

/// What a run may spend.
package struct Budget: Hashable, Sendable, Codable {
    /// Of the agent's work, as against waiting.
    package let minutes: Int?
    /// Exchanges with the model.
    package let turns: Int?
    package let dollars: Int?

    package init(minutes: Int? = nil, turns: Int? = nil, dollars: Int? = nil) {
        self.minutes = minutes
        self.turns = turns
        self.dollars = dollars
    }
}

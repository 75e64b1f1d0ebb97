/// One difference of two template versions by meaning.
package struct TemplateChange: Hashable, Sendable, Codable {
    package enum Part: String, Sendable, CaseIterable, Codable {
        case name, description, instruction, objective
        case useCase = "use_case"
        case inputs
        case successCriteria = "success_criteria"
        case constraints, tools
        case allowedTools = "allowed_tools"
        case output, actions, risk, mode, permission, needs, budget, timeout, license, compatibility, metadata
        /// What no other part tells of the files.
        case files

        /// Where the part stands; nil if that is no one file.
        package var file: String? {
            switch self {
            case .description, .instruction, .allowedTools, .license, .compatibility, .metadata: "SKILL.md"
            case .objective, .useCase, .inputs, .successCriteria, .constraints, .tools, .output, .actions, .risk, .mode,
                .permission, .needs, .budget, .timeout:
                "task.yaml"
            case .name, .files: nil
            }
        }
    }

    package enum Mark: String, Sendable, CaseIterable, Codable {
        /// Asks less of a run, or allows it more.
        case weakens
        /// What was handed in or used before may not be valid any more.
        case breaksCallers = "breaks_callers"
        /// A file that is there to be run by the agent's host.
        case runs

        fileprivate var text: String {
            switch self {
            case .weakens: "weakens"
            case .breaksCallers: "breaks callers"
            case .runs: "runs"
            }
        }
    }

    package let part: Part
    /// What within the part: a criterion's id, an input, a path; nil if the part is one value.
    package let item: String?
    /// Nil: it is new.
    package let before: String?
    /// Nil: it is gone.
    package let after: String?
    package let marks: [Mark]

    package init(part: Part, item: String? = nil, before: String?, after: String?, marks: [Mark] = []) {
        self.part = part
        self.item = item
        self.before = before
        self.after = after
        self.marks = marks
    }

    /// `success_criteria sources-named removed: every claim names its commit [weakens]`. Where a sentence is its own name
    /// it is said once, and a digest is not said at all.
    package var sentence: String {
        plain + marks.map { " [\($0.text)]" }.joined()
    }

    private var plain: String {
        if part == .instruction { return "instruction changed" }
        let isItsOwnName = item != nil && (item == before || item == after)
        let subject = part.rawValue + (isItsOwnName ? "" : item.map { " \($0)" } ?? "")
        switch (before, after) {
        case (nil, let after?): return "\(subject) added: \(after)"
        case (let before?, nil): return "\(subject) removed: \(before)"
        case (let before?, let after?): return "\(subject) changed: \(before) → \(after)"
        case (nil, nil): return "\(subject) changed"
        }
    }
}

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
    }

    package let part: Part
    /// What within the part: a criterion's id, an input, a path; nil if the part is one value.
    package let item: String?
    /// Nil: it is new.
    package let before: String?
    /// Nil: it is gone.
    package let after: String?

    package init(part: Part, item: String? = nil, before: String?, after: String?) {
        self.part = part
        self.item = item
        self.before = before
        self.after = after
    }

    /// `success_criteria sources-named added: every claim names its commit`.
    package var sentence: String {
        let subject = part.rawValue + (item.map { " \($0)" } ?? "")
        switch (before, after) {
        case (nil, let after?): return "\(subject) added: \(after)"
        case (let before?, nil): return "\(subject) removed: \(before)"
        case (let before?, let after?): return "\(subject) changed: \(before) → \(after)"
        case (nil, nil): return "\(subject) changed"
        }
    }
}

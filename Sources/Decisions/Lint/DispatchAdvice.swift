import Domain

/// Whether a task is fit to be handed over, and if not, why. Fit is what is clear and can be verified, what needs nobody
/// on the way, what takes longer than a few minutes, and what touches nothing that others change meanwhile.
package struct DispatchAdvice: Hashable, Sendable, Codable {
    package enum Course: String, Sendable, CaseIterable, Codable, Comparable {
        /// The agent works alone.
        case dispatch
        /// A person works alongside.
        case cowork
        /// A person does it.
        case keep

        package static func < (left: Course, right: Course) -> Bool {
            allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
        }
    }

    package struct Reason: Hashable, Sendable, Codable {
        package let course: Course
        package let file: String
        package let line: Int
        package let column: Int
        package let message: String

        package var text: String { "\(file):\(line):\(column): \(message)" }
    }

    package let course: Course
    /// In the order of weight; empty exactly if the task is fit.
    package let reasons: [Reason]

    init(course: Course, reasons: [Reason]) {
        self.course = course
        self.reasons = reasons
    }

    /// - Parameter policy: tells which actions can be taken back; without it none is held against the task.
    package init(_ template: TaskTemplate, policy: PolicyBundle? = nil) {
        self.init(LintFacts(template: template, policy: policy))
    }

    package init(_ facts: LintFacts) {
        let template = facts.template
        let all =
            Self.unverifiable(facts) + Self.short(template) + Self.dependent(facts)
            + Self.shared(template, facts.policy)
        reasons = all.filter { $0.course == .keep } + all.filter { $0.course == .cowork }
        course = all.map(\.course).max() ?? .dispatch
    }

    // MARK: Clear and verifiable

    private static func unverifiable(_ facts: LintFacts) -> [Reason] {
        let template = facts.template
        let judged = CheckableRule().findings(facts)
        if judged.count == template.successCriteria.count {
            let message = "no criterion can be checked, so only who does it can tell whether it is done"
            return [reason(.keep, template, "task.yaml#/success_criteria", message)]
        }
        let rules: [any LintRule] = [CheckableRule(), UnfinishedTextRule(), VagueWordsRule(), ObjectiveRule()]
        return rules.flatMap { rule in
            rule.findings(facts).map { finding in
                let remark = LintRules.remark(finding, of: rule, template)
                return Reason(
                    course: .cowork, file: remark.file, line: remark.line, column: remark.column,
                    message: "\(remark.message): somebody has to decide on the way")
            }
        }
    }

    // MARK: Longer than a few minutes

    /// Describing, dispatching and reviewing a task takes a person about that long.
    private static let fewMinutes = 5

    private static func short(_ template: TaskTemplate) -> [Reason] {
        var out: [Reason] = []
        if template.timeoutSeconds <= fewMinutes * 60 {
            let message =
                "it is over in \(template.timeoutSeconds / 60) minutes: reviewing it takes as long as doing it"
            out.append(reason(.keep, template, "task.yaml#/timeout_minutes", message))
        }
        if let minutes = template.budget?.minutes, minutes <= fewMinutes {
            let message = "it takes \(minutes) minutes of work: reviewing it takes as long as doing it"
            out.append(reason(.keep, template, "task.yaml#/budget/minutes", message))
        }
        return out
    }

    // MARK: Independent

    private static let company = Phrases([
        "together with", "interactively", "in dialogue", "in dialog", "discuss", "pair with", "step by step with",
        "wait for feedback", "wait for the author", "wait for the requester", "ask after each", "confirm each",
    ])

    private static func dependent(_ facts: LintFacts) -> [Reason] {
        let template = facts.template
        var out: [Reason] = []
        if template.mode == .cowork {
            out.append(reason(.cowork, template, "task.yaml#/mode", "its author wants a person alongside"))
        }
        let start = template.place(of: "SKILL.md")
        for (index, line) in facts.lines.enumerated() {
            guard let phrase = Prose(line).firstSaid(of: company) else { continue }
            out.append(
                Reason(
                    course: .cowork, file: start.file, line: start.place.line + index, column: 1,
                    message: "\"\(phrase)\" needs somebody who is there"))
        }
        return out
    }

    // MARK: No shared mutable state

    private static func shared(_ template: TaskTemplate, _ policy: PolicyBundle?) -> [Reason] {
        var out: [Reason] = []
        if template.risk == .irreversible {
            let message = "what goes wrong cannot be taken back"
            out.append(reason(.keep, template, "task.yaml#/risk", message))
        }
        if template.permission >= .write {
            let message = "at the permission \(template.permission.rawValue) it changes what others change, too"
            out.append(reason(.cowork, template, "task.yaml#/permission", message))
        }
        for (index, name) in template.actions.enumerated() {
            guard let action = policy?.action(name), !action.reversible, action.actionClass != .communicate else {
                continue
            }
            out.append(reason(.cowork, template, "task.yaml#/actions/\(index)", "\(name) cannot be taken back"))
        }
        return out
    }

    private static func reason(_ course: Course, _ template: TaskTemplate, _ part: String, _ message: String) -> Reason
    {
        let (file, place) = template.place(of: part)
        return Reason(course: course, file: file, line: place.line, column: place.column, message: message)
    }
}

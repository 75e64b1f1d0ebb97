import Domain

extension DispatchAdvice {
    /// Nil for a draft that lacks a part: nobody can tell yet.
    /// - Parameter policy: tells which actions can be taken back; without it none is held against the task.
    package init?(_ template: TaskTemplate, policy: PolicyBundle? = nil) {
        let facts = LintFacts(template: template, policy: policy)
        self.init(facts, remarks: LintRules.remarks(facts))
    }

    /// - Parameter remarks: what lint says of the same.
    package init?(_ facts: LintFacts, remarks: [LintRemark]) {
        let template = facts.template
        if template.missing != nil { return nil }
        if let unfinished = Self.unfinished(remarks) {
            self.init(course: .mend, reasons: [unfinished])
            return
        }
        let all =
            Self.unverifiable(template, remarks) + Self.short(template) + Self.tied(facts)
            + Self.shared(facts, remarks)
        if all.isEmpty, let mending = Self.mending(remarks) {
            self = mending
            return
        }
        self.init(
            course: all.map(\.course).max() ?? .dispatch,
            reasons: all.filter { $0.course == .keep } + all.filter { $0.course == .cowork })
    }

    /// A text that its author has not written yet says nothing about the task; nil if all is written.
    private static func unfinished(_ remarks: [LintRemark]) -> Reason? {
        let open = remarks.filter { $0.rule == UnfinishedTextRule().id }
        return open.first.map {
            let others = open.count > 1 ? ", and \((open.count - 1).counted("other place"))" : ""
            return Reason(.mend, $0, "\($0.message)\(others)")
        }
    }

    /// What lint does not let pass stands before the question who does the work, most of all what cannot be read; nil
    /// without any.
    package static func mending(_ remarks: [LintRemark]) -> DispatchAdvice? {
        let errors = remarks.filter { $0.level == .error }
        let reasons = errors.map { Reason(.mend, $0, "\($0.message) (\($0.rule))") }
        return errors.isEmpty ? nil : DispatchAdvice(course: .mend, reasons: reasons)
    }

    // MARK: Clear and verifiable

    private static func unverifiable(_ template: TaskTemplate, _ remarks: [LintRemark]) -> [Reason] {
        let judged = remarks.count { $0.rule == CheckableRule().id }
        if judged == template.successCriteria.count {
            let message = "no criterion can be checked, so only who does it can tell whether it is done"
            return [reason(.keep, template, "task.yaml#/success_criteria", message)]
        }
        let rules: [any LintRule] = [CheckableRule(), VagueWordsRule(), ObjectiveRule()]
        return rules.flatMap { rule in
            remarks.filter { $0.rule == rule.id }.map {
                Reason(.cowork, $0, "\($0.message): somebody has to decide on the way")
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

    // MARK: Independent, and nobody else's to decide

    private static func tied(_ facts: LintFacts) -> [Reason] {
        let template = facts.template
        var out: [Reason] = []
        if template.mode == .cowork {
            out.append(reason(.cowork, template, "task.yaml#/mode", "its author wants a person alongside"))
        }
        let asked = Deed.Kind.asked(facts)
        for (part, _, prose) in facts.sentences where !part.hasSuffix("/evidence") {
            out += TaskTie.all(in: prose, asked: asked).map { reason($0.course, template, part, $0.message) }
        }
        let (file, start) = template.place(of: "SKILL.md")
        for (line, prose) in facts.paragraphs {
            out += TaskTie.all(in: prose, asked: asked).map {
                Reason(
                    course: $0.course, file: file, place: TextPlace(line: start.line + line + $0.line, column: 1),
                    message: $0.message)
            }
        }
        return out
    }

    // MARK: No shared mutable state

    private static func shared(_ facts: LintFacts, _ remarks: [LintRemark]) -> [Reason] {
        let template = facts.template
        var out: [Reason] = []
        if template.risk == .irreversible {
            let message = "what goes wrong cannot be taken back"
            out.append(reason(.keep, template, "task.yaml#/risk", message))
        }
        if template.permission >= .write {
            let message = "at the permission \(template.permission.rawValue) it changes what others change, too"
            out.append(reason(.cowork, template, "task.yaml#/permission", message))
        }
        out += remarks.filter { $0.rule == ToolLevelRule().id }.map { Reason(.cowork, $0, $0.message) }
        for (index, name) in template.actions.enumerated() {
            guard let action = facts.policy?.action(name), !action.reversible, action.actionClass != .communicate else {
                continue
            }
            out.append(reason(.cowork, template, "task.yaml#/actions/\(index)", "\(name) cannot be taken back"))
        }
        return out
    }

    private static func reason(_ course: Course, _ template: TaskTemplate, _ part: String, _ message: String) -> Reason
    {
        let (file, place) = template.place(of: part)
        return Reason(course: course, file: file, place: place, message: message)
    }
}

extension DispatchAdvice.Reason {
    fileprivate init(_ course: DispatchAdvice.Course, _ remark: LintRemark, _ message: String) {
        self.init(
            course: course, file: remark.file, place: TextPlace(line: remark.line, column: remark.column),
            message: message)
    }
}

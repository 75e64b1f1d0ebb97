import Domain

extension DispatchAdvice {
    /// Nil for a draft that lacks a part: nobody can tell yet.
    /// - Parameter policy: tells which actions can be taken back; without it none is held against the task.
    package init?(_ template: TaskTemplate, policy: PolicyBundle? = nil) {
        self.init(LintFacts(template: template, policy: policy))
    }

    package init?(_ facts: LintFacts) {
        let template = facts.template
        if template.missing != nil { return nil }
        let all =
            Self.unverifiable(facts) + Self.short(template) + Self.dependent(facts)
            + Self.shared(template, facts.policy)
        self.init(
            course: all.map(\.course).max() ?? .dispatch,
            reasons: all.filter { $0.course == .keep } + all.filter { $0.course == .cowork })
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
                    course: .cowork, file: remark.file, place: TextPlace(line: remark.line, column: remark.column),
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

    private static let company: [String] = [
        "together with", "interactively", "in dialogue", "in dialog", "discuss", "pair with", "step by step with",
        "wait for feedback", "wait for the author", "wait for the requester", "wait for me", "wait for us",
        "wait for approval", "ask after each", "ask before each", "ask me", "ask us", "confirm each", "check with me",
        "check with us", "check with the", "coordinate with", "agree with the", "with me", "my approval", "my okay",
        "ask the author", "ask the requester", "ask the reviewer", "ask the user", "ask the customer", "ask the owner",
        "ask the team",
    ]

    private static let otherWork: [String] =
        ["wait for", "wait until"].flatMap { wait in
            ["the result", "the results", "the other", "another", "other", "the nightly", "the job", "the build"].map {
                "\(wait) \($0)"
            }
        } + [
            "another run", "the other run", "other runs", "a previous run", "the previous run", "the parallel run",
            "another agent", "the other agent", "other agents",
        ]

    private static let sharedState: [String] =
        [
            "spreadsheet", "sheet", "document", "doc", "file", "folder", "drive", "page", "wiki", "calendar", "board",
            "backlog", "database", "table", "list", "inbox", "mailbox", "branch", "environment", "account", "state",
        ].map { "shared \($0)" }
        + ["others", "other people", "everybody", "everyone"].flatMap { who in
            ["edit", "edits", "change", "changes", "write to", "writes to"].map { "\(who) \($0)" }
        } + ["others also edit", "others also change", "while others", "at the same time as others"]

    private static let meanings = [
        (company, "needs somebody who is there"), (otherWork, "depends on other work"),
        (sharedState, "is what others change, too"),
    ].reduce(into: [String: String]()) { all, group in for phrase in group.0 { all[phrase] = group.1 } }

    private static let ties = Phrases(Array(meanings.keys))

    private static func dependent(_ facts: LintFacts) -> [Reason] {
        let template = facts.template
        var out: [Reason] = []
        if template.mode == .cowork {
            out.append(reason(.cowork, template, "task.yaml#/mode", "its author wants a person alongside"))
        }
        for (part, _, prose) in facts.sentences where !part.hasSuffix("/evidence") {
            out += reasons(in: prose).map { reason(.cowork, template, part, $0.message) }
        }
        let (file, start) = template.place(of: "SKILL.md")
        for (line, prose) in facts.paragraphs {
            out += reasons(in: prose).map {
                Reason(
                    course: .cowork, file: file, place: TextPlace(line: start.line + line + $0.line, column: 1),
                    message: $0.message)
            }
        }
        return out
    }

    private static func reasons(in prose: Prose) -> [(line: Int, message: String)] {
        var seen: Set<String> = []
        return prose.said(of: ties).filter { !prose.isDenied($0.word) && seen.insert($0.phrase).inserted }.map {
            (prose.lines[$0.word], "\"\($0.phrase)\" \(meanings[$0.phrase] ?? "")")
        }
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
        return Reason(course: course, file: file, place: place, message: message)
    }
}

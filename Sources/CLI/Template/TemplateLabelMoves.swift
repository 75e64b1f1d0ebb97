import API
import Domain

/// `countersign template label`, `unlabel`, `rollback`, `pin` and `unpin`: each moves one label.
enum TemplateLabelMoves {
    static let name = Argument("TEMPLATE", "The template's name.")
    static let placed = Argument("TEMPLATE", "The template's name, or name@version.")
    static let label = Argument("LABEL", "The label, such as stable or beta.")
    static let version = Option<Int>("version", "N", "The published version where it is to stand, if not in TEMPLATE.")
    static let to = Option<Int>("to", "N", "The published version to go back to, if not in TEMPLATE.")
    static let project = Option<String>("project", "NAME", "For this project only; for the whole team if absent.")
    static let reason = Option<String>("reason", short: "m", "TEXT", "Why.")

    private static let twoPersons = """
        The first who asks proposes; it happens when another member asks for the same within seven days, unless it \
        stands elsewhere by then. `template labels` shows what is proposed; to ask for what is so already takes it back.
        """

    static let set = Command(
        "label", "Put a label on a version.",
        description: "Whoever dispatches TEMPLATE@LABEL gets that version. " + twoPersons,
        arguments: [placed, label], options: [version, reason],
        examples: [
            Example("countersign template label release-notes stable --version 3", "Propose it, or approve it.")
        ],
        run: { try move($0, $0.oneVersion(placed, version), own($0[label])) })

    static let remove = Command(
        "unlabel", "Take a label away.", description: twoPersons, arguments: [name, label], options: [reason],
        examples: [Example("countersign template unlabel release-notes beta", "Propose it, or approve it.")],
        run: { try move($0, ($0.wholeTemplate(name), nil), own($0[label])) })

    static let rollback = Command(
        "rollback", "Go back to an older version.",
        description:
            "A dispatch that names no version uses it, unless another is pinned, until the next one is published. "
            + twoPersons,
        arguments: [placed], options: [to, reason],
        examples: [
            Example("countersign template rollback release-notes --to 3 -m 'version 4 drops commits'", "Undo 4.")
        ],
        run: { try move($0, $0.oneVersion(placed, to), TemplateLabel.current) })

    static let pin = Command(
        "pin", "Keep to one version, whatever is published.",
        description:
            "A dispatch that names no version uses it, in the whole team or in one project. " + twoPersons,
        arguments: [placed], options: [version, project, reason],
        examples: [Example("countersign template pin release-notes --version 3 --project app", "In one project.")],
        run: { try move($0, $0.oneVersion(placed, version), TemplateLabel.pinned, project: $0[project]) })

    static let unpin = Command(
        "unpin", "Use what is published again.", description: twoPersons, arguments: [name],
        options: [project, reason],
        examples: [Example("countersign template unpin release-notes --project app", "Propose it, or approve it.")],
        run: { try move($0, ($0.wholeTemplate(name), nil), TemplateLabel.pinned, project: $0[project]) })

    /// What a proposal says, and the command that approves it.
    static func again(_ move: LabelMoveView) -> (what: String, command: String) {
        let project = move.project.map { (" in project \($0)", " --project \($0)") } ?? ("", "")
        let name = move.template
        let (what, words) =
            switch (move.label, move.proposal.version) {
            case (TemplateLabel.current, let version?):
                ("back to version \(version)", "rollback \(name) --to \(version)")
            case (TemplateLabel.pinned, let version?):
                ("keep to version \(version)", "pin \(name) --version \(version)")
            case (TemplateLabel.pinned, nil): ("keep to no version any more", "unpin \(name)")
            case (let label, let version?):
                ("\(label) to version \(version)", "label \(name) \(label) --version \(version)")
            case (let label, nil): ("\(label) away", "unlabel \(name) \(label)")
            }
        return (what + project.0, "countersign template " + words + project.1)
    }

    /// A label of the team's own; what moves the others is a command by itself.
    private static func own(_ typed: String) throws(UsageFailure) -> String {
        switch typed {
        case TemplateLabel.current:
            throw UsageFailure(
                "`current` stands where the last version was published; `countersign template rollback` moves it back")
        case TemplateLabel.pinned:
            throw UsageFailure("a pin is no label: `countersign template pin` and `countersign template unpin` move it")
        case TemplateLabel.latest:
            throw UsageFailure("`latest` is the newest version, always; choose another label, such as stable")
        case _ where TemplateLabel.isValid(typed): return typed
        default:
            throw UsageFailure(
                "`\(HiddenText.render(typed))` cannot be a label: it begins with a letter and has up to "
                    + "\(TemplateLabel.limitCharacters) of a-z, 0-9 and hyphens, none at its end; a number names a version"
            )
        }
    }

    private static func move(
        _ invocation: Invocation, _ place: (template: String, version: Int?), _ label: String, project: String? = nil
    ) throws {
        let (template, version) = place
        let path = try invocation.teamPath(["template": template, "label": label])
        let view = try invocation.call(
            Endpoints.templateLabelMove, path: path,
            LabelRequest(version: version, project: project, reason: invocation[reason]))
        try invocation.confirm(view, said(view, template, version))
        if let notice = view.notice { invocation.say("\("notice", .waiting): \(notice)") }
    }

    /// A move, a proposal of one, or the end of one.
    private static func said(_ view: LabelView, _ template: String, _ version: Int?) -> Text {
        let old = view.replaced.map { old in
            "the proposal of \(old.version.map { "version \($0)" } ?? "removal") by \(old.by)"
        }
        switch (view.proposal, old) {
        case (nil, nil): return "\(move(template, view.label, version, in: view.project))."
        case (nil, let old?): return "Nothing moves: this takes back \(old)."
        case (_, nil): return "Proposed: \(proposal(template, version, view))"
        case (_, let old?): return "Proposed: \(proposal(template, version, view)) This replaces \(old)."
        }
    }

    /// What would be done, and what is so until then.
    private static func proposal(_ name: String, _ version: Int?, _ view: LabelView) -> Text {
        let label = view.label
        let place = view.project.map { " in project \($0)" } ?? ""
        let again = "another member asks for the same."
        switch (label, version) {
        case (TemplateLabel.current, let version?):
            let until =
                view.version.map { current in
                    "Version \(current) stays current\(view.isDeprecated ? ", though deprecated," : "") until \(again)"
                } ?? "It happens when \(again)"
            return "to go back to version \(version) of \(name, .bold). \(until)"
        case (TemplateLabel.pinned, let version?):
            return "to pin \(name, .bold) to version \(version)\(place). It happens when \(again)"
        case (TemplateLabel.pinned, nil): return "to unpin \(name, .bold)\(place). It happens when \(again)"
        case (_, let version?):
            return "to put the label \(label) on version \(version) of \(name, .bold). It happens when \(again)"
        case (_, nil): return "to take the label \(label) from \(name, .bold). It happens when \(again)"
        }
    }

    /// What is so once two people have said it, as a sentence without its end.
    private static func move(_ name: String, _ label: String, _ version: Int?, in project: String?) -> Text {
        let place = project.map { " in project \($0)" } ?? ""
        switch (label, version) {
        case (TemplateLabel.pinned, let version?): return "\(name, .bold) is pinned to version \(version)\(place)"
        case (TemplateLabel.pinned, nil): return "\(name, .bold) is no longer pinned\(place)"
        case (TemplateLabel.current, let version?):
            return "\(name, .bold) is back on version \(version), which is current again"
        case (_, let version?): return "\(name, .bold) has the label \(label) on version \(version)"
        case (_, nil): return "\(name, .bold) no longer has the label \(label)"
        }
    }
}

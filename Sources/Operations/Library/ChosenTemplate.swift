import Domain
import Store

/// The version of a template that is to be used, with its parsed definition.
package struct ChosenTemplate: Sendable {
    /// What for, and so which versions may be it.
    package enum Use: Sendable {
        /// Published and not deprecated.
        case dispatch
        /// The same, or a draft of this person's own.
        case trial(personID: String)
        /// Any: nothing is started.
        case preview

        var isPreview: Bool { if case .preview = self { true } else { false } }
    }

    package let number: Int
    package let state: TemplateVersionState
    package let digest: Digest
    package let template: TaskTemplate

    /// - Parameters:
    ///   - version: nil: where the label stands, or else what the project or the team has pinned, or the current version.
    /// Throws `not_found` for what this team does not have, `not_published` for drafts and `template_deprecated`.
    package static func load(
        _ tx: Transaction, _ team: TeamContext, _ name: String, version: Int? = nil, label: String? = nil,
        project: String? = nil, for use: Use = .dispatch
    ) throws -> ChosenTemplate {
        guard version == nil || label == nil else {
            throw Failure(.invalidInput, "name a version or a label of \(name), not both")
        }
        let choice =
            version.map(TemplateVersionChoice.number) ?? label.map(TemplateVersionChoice.named)
            ?? .dispatched(project: project ?? "")
        guard let row = try tx.templateVersion(team: team.id, template: name, choice) else {
            throw try missing(tx, team, name, choice)
        }
        let pin = try row.state == .deprecated && choice.isDispatched ? pin(on: row, project, tx, team) : nil
        try check(row, use, pin: pin)
        return ChosenTemplate(
            number: row.number, state: row.state, digest: row.digest,
            template: try TaskTemplate.load(tx, team, name, number: row.number))
    }

    static func missing(
        _ tx: Transaction, _ team: TeamContext, _ name: String, _ choice: TemplateVersionChoice
    ) throws -> Failure {
        guard let latest = try tx.templateVersion(team: team.id, template: name, .latest) else {
            return try Failure.missingTemplate(name, tx, team)
        }
        switch choice {
        case .number(let number): return Failure.missingVersion(name, number)
        case .label(let label):
            return Failure(
                .notFound,
                "no version of \(name) has the label \(HiddenText.render(label)); `countersign template labels \(name)` "
                    + "shows what there is")
        case .latest, .current, .dispatched:
            let version = "\(name)@\(latest.number)"
            return Failure(
                .notPublished,
                "\(notPublished(latest).message); before that, \(latest.author) can try it: "
                    + "`countersign template try \(version)`, and anybody preview it: "
                    + "`countersign template preview \(version)`")
        }
    }

    /// The pin that chose this version for a dispatch, if one did.
    private static func pin(
        on row: TemplateVersionRow, _ project: String?, _ tx: Transaction, _ team: TeamContext
    ) throws -> LabelStanding? {
        try LabelStanding.load(tx, team, row.template).last {
            $0.label == TemplateLabel.pinned && ["", project ?? ""].contains($0.project) && $0.number == row.number
        }
    }

    private static func check(_ row: TemplateVersionRow, _ use: Use, pin: LabelStanding?) throws {
        switch (use, row.state) {
        case (.preview, _), (_, .published): return
        case (.trial(let personID), .draft):
            guard row.authorID != personID else { return }
            throw Failure(
                .notPublished,
                "\(row.template) version \(row.number) is a draft of \(row.author), who alone can try it before it is "
                    + "published")
        case (.dispatch, .draft): throw notPublished(row)
        case (_, .deprecated): throw deprecated(row, pin)
        }
    }

    private static func notPublished(_ row: TemplateVersionRow) -> Failure {
        Failure(
            .notPublished,
            "template \(row.template) version \(row.number) is \(row.state.rawValue), not published; somebody other than "
                + "\(row.author) publishes it: `countersign template publish \(row.template) --version \(row.number)`")
    }

    private static func deprecated(_ row: TemplateVersionRow, _ pin: LabelStanding?) -> Failure {
        let unpin = pin.map { pin in
            let place = pin.project.isEmpty ? "" : " in project \(pin.project)"
            let also =
                row.isCurrent
                ? "; it is current, too: publish another, or `countersign template rollback \(row.template) --to N`"
                : ""
            return "it is pinned\(place), so a newer version does not help: take the pin away, "
                + "`\(TemplateLabel.unpinCommand(row.template, project: pin.project))`\(also)"
        }
        let advice =
            row.instead.isEmpty
            ? unpin ?? "use another version, or publish a better one: `countersign template history \(row.template)`"
            : "use \(row.instead) instead" + (unpin.map { "; \($0)" } ?? "")
        return Failure(
            .templateDeprecated,
            "template \(row.template) version \(row.number) was deprecated by \(row.deprecatedBy ?? ""): "
                + "\(row.deprecation); \(advice)",
            detail: row.instead.isEmpty ? [:] : ["instead": .string(row.instead)])
    }
}

extension TemplateVersionChoice {
    fileprivate var isDispatched: Bool { if case .dispatched = self { true } else { false } }

    /// By a label: `current` stands where publication has put it, too.
    static func named(_ label: String) -> TemplateVersionChoice {
        switch label {
        case TemplateLabel.current: .current
        case TemplateLabel.latest: .latest
        default: .label(label)
        }
    }
}

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
        try check(row, use)
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
        case .latest, .current, .dispatched: return notPublished(latest)
        }
    }

    private static func check(_ row: TemplateVersionRow, _ use: Use) throws {
        switch (use, row.state) {
        case (.preview, _), (_, .published): return
        case (.trial(let personID), .draft):
            guard row.authorID != personID else { return }
            throw Failure(
                .notPublished,
                "\(row.template) version \(row.number) is a draft of \(row.author), who alone can try it before it is "
                    + "published")
        case (.dispatch, .draft): throw notPublished(row)
        case (_, .deprecated): throw deprecated(row)
        }
    }

    private static func notPublished(_ row: TemplateVersionRow) -> Failure {
        Failure(
            .notPublished,
            "template \(row.template) version \(row.number) is \(row.state.rawValue), not published; somebody other than "
                + "\(row.author) publishes it: `countersign template publish \(row.template) --version \(row.number)`")
    }

    private static func deprecated(_ row: TemplateVersionRow) -> Failure {
        let advice =
            row.instead.isEmpty
            ? "use another version, or publish a better one: `countersign template history \(row.template)`"
            : "use \(row.instead) instead"
        return Failure(
            .templateDeprecated,
            "template \(row.template) version \(row.number) was deprecated by \(row.deprecatedBy ?? ""): "
                + "\(row.deprecation); \(advice)",
            detail: row.instead.isEmpty ? [:] : ["instead": .string(row.instead)])
    }
}

extension TemplateVersionChoice {
    /// By a label: `current` stands where publication has put it, too.
    static func named(_ label: String) -> TemplateVersionChoice {
        switch label {
        case TemplateLabel.current: .current
        case TemplateLabel.latest: .latest
        default: .label(label)
        }
    }
}

import API
import Domain

/// `countersign template deprecate`
enum TemplateDeprecate {
    static let name = Argument("TEMPLATE", "The template's name, or name@version.")
    static let version = Option<Int>("version", "N", "Only this version; every published one if absent.")
    static let reason = RequiredOption<String>("reason", short: "m", "TEXT", "Why; whoever dispatches it reads this.")
    static let instead = Option<String>("instead", "TEMPLATE", "The template to use instead.")

    static let command = Command(
        "deprecate", "Stop a template, or a version, from being dispatched.",
        description: """
            One person is enough to stop something. What is used instead takes two: another version is published, or \
            `template rollback` goes back to an older one. A deprecated version stays so: to use its text again, change \
            what was wrong with `template edit TEMPLATE@N`, and have another person publish the draft. Runs that were \
            dispatched before go on.
            """,
        arguments: [name], options: [version, reason, instead],
        examples: [
            Example(
                "countersign template deprecate release-notes --version 4 -m 'drops breaking changes'", "One version."),
            Example(
                "countersign template deprecate old-notes -m 'merged' --instead release-notes", "A whole template."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let (template, number) = try invocation.numbered(name, version)
        let page = try invocation.call(
            Endpoints.templateDeprecate, path: invocation.teamPath(["template": template]),
            DeprecateRequest(version: number, reason: invocation[reason], instead: invocation[instead]))
        let what = number.map { "version \($0)" } ?? "every published version"
        try invocation.confirm(page, "Deprecated \(template, .bold), \(what).")
        guard let number else { return }
        for notice in try notices(template, number, invocation) { invocation.say("\("notice", .waiting): \(notice)") }
    }

    /// What becomes of dispatches that would have taken this version. Who retires the whole template knows.
    private static func notices(_ name: String, _ number: Int, _ invocation: Invocation) throws -> [String] {
        let labels = try invocation.call(Endpoints.templateLabels, path: invocation.teamPath(["template": name]))
        let pin = labels.items.first { $0.label == TemplateLabel.pinned && $0.project == nil }?.version
        return labels.items.filter { $0.version == number }.compactMap { label in
            switch label.label {
            case TemplateLabel.current:
                if let pin, pin != number {
                    return "it is the current version, but a dispatch of \(name) takes version \(pin), which is pinned"
                }
                return
                    "it is the current version: a dispatch of \(name) is refused until another is published, or two "
                    + "people go back to one, `countersign template rollback \(name) --to N`"
            case TemplateLabel.pinned:
                let (place, there) = label.project.map { ("in project \($0)", " there") } ?? ("for the team", "")
                return
                    "it is pinned \(place): a dispatch of \(name)\(there) takes it, and is refused, until two people take the "
                    + "pin away, `\(TemplateLabel.unpinCommand(name, project: label.project))`, or pin another version"
            default: return nil
            }
        }
    }
}

import API

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
    }
}

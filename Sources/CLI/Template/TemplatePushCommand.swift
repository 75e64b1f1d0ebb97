import API
import Domain

/// `countersign template push`
enum TemplatePushCommand {
    static let paths = SeveralArguments("PATH", "A template's folder, or a folder of templates.")
    static let note = Option<String>("note", short: "m", "TEXT", "What is new in this version, and why.")
    static let answers = RepeatedOption<String>(
        "answers", "FINDING", "A finding that this version answers, fnd_…; all: those in FINDINGS.md.")
    static let onto = Option<Int>(
        "onto", "N", "The version that the folder was made from; refused if there is a newer one.")

    static let command = Command(
        "push", "Push template folders as new draft versions.",
        description: """
            Each folder becomes a new draft of the template with its name, in the area named by the folder above; a folder \
            that has not changed stays the version it is. Nothing is sent if any of them cannot be read. What lint says \
            comes back with it; a draft may lack parts, but not be published so. Another person publishes a draft.
            """,
        arguments: [paths], options: [note, answers, onto],
        examples: [
            Example("countersign template push library", "Every template of a library."),
            Example("countersign template push library/engineering/release-notes -m 'say what breaks first'", "One."),
            Example(
                "countersign template push library/engineering/release-notes --answers fnd_0abc1defghjkmnpq",
                "It mends what a reviewer found."),
            Example(
                "countersign template push library/engineering/release-notes --onto 3",
                "Unless somebody has pushed version 4 meanwhile."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let templates = try invocation[paths].flatMap { try TemplateFolder.find($0, invocation) }
        try TemplateFolder.refuseTwins(templates)
        guard templates.count == 1 || (invocation[answers].isEmpty && invocation[onto] == nil) else {
            throw Failure(.badRequest, "--answers and --onto are about one template; push it on its own")
        }
        if let problems = Problems(templates.flatMap { $0.problems() }) { throw problems.failure(.invalidTemplate) }
        let findings = try templates.flatMap { try answered(by: $0, invocation) }
        let path = try invocation.teamPath()
        var pushed: [TemplateVersionView] = []
        for template in templates {
            for hidden in template.folder.leftOut { invocation.say("Left out: \(template.shownPath)/\(hidden)") }
            let message = template.push(note: invocation[note], answers: findings, onto: invocation[onto])
            let version: TemplateVersionView
            do { version = try invocation.call(Endpoints.templatePush, path: path, message) } catch {
                throw templates.count > 1 ? refusal(error, of: template, after: pushed) : error
            }
            pushed.append(version)
            if !invocation.wantsJSON {
                try report(version, invocation)
                if invocation[answers].contains("all") {
                    invocation.say("Answers \(findings.count.counted("finding")), all that \(FindingsPage.name) lists.")
                }
            }
            if let note = invocation[note], note != version.summary.note {
                invocation.warn(
                    "\("notice", .waiting): nothing has changed since version \(version.summary.number), which keeps its "
                        + "note; the one you gave is not kept")
            }
        }
        if invocation.wantsJSON { try invocation.print(json: pushed) }
    }

    /// Which of several it is about, and what became of those before it.
    private static func refusal(
        _ error: any Error, of template: TemplateFolder, after pushed: [TemplateVersionView]
    ) -> any Error {
        guard let failure = error as? Failure else { return error }
        let names = pushed.map { "\($0.summary.name) version \($0.summary.number)" }
        let before =
            names.isEmpty ? "nothing was pushed before it" : "pushed before it: \(names.joined(separator: ", "))"
        return Failure(failure.code, "\(template.shownPath): \(failure.message); \(before)", detail: failure.detail)
    }

    /// Those that were named, and for `all` those that the page beside the template lists.
    private static func answered(by template: TemplateFolder, _ invocation: Invocation) throws -> [String] {
        let typed = invocation[answers]
        let named = typed.filter { $0 != "all" }
        guard named.count < typed.count else { return named }
        return named + (try FindingsPage.findings(beside: template, invocation))
    }

    static func report(_ version: TemplateVersionView, _ invocation: Invocation) throws {
        let summary = version.summary
        try invocation.confirm(
            "\(version.area)/\(summary.name, .bold) version \(summary.number): \(summary.state.rawValue), "
                + "\(summary.digest.short, .dim)")
        if let notice = version.notice { invocation.warn("  \("notice", .waiting): \(notice)") }
        sayRemarks(version, invocation)
    }

    /// What stands in the way of a dispatch, and what lint says.
    static func sayRemarks(_ version: TemplateVersionView, _ invocation: Invocation) {
        for warning in version.warnings { invocation.say("  \("warning", .waiting): \(warning.text)") }
        for line in version.remarks.flatMap(LintReport.lines) + (version.advice.map(LintReport.lines) ?? []) {
            invocation.say("  \(line)")
        }
    }
}

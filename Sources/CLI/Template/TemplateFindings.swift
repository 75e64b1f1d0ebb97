import API
import Domain

/// `countersign template findings`
enum TemplateFindings {
    static let name = Argument("TEMPLATE", "The template's name.")
    static let open = Flag("open", "Only what no version in use answers.")
    static let criterion = Option<String>(
        "criterion", "ID", "Only about this success criterion, or beside its failure.")
    static let cause = Option<String>("cause", "CAUSE", "Only with this cause: template, context, input or tool.")

    static let command = Command(
        "findings", "Show what was found that lies in the template.",
        description: """
            Findings whose cause is the template, its context, its inputs or its tools, newest first, with the run and the \
            version they are about; among them the defects that came out after an approval and were confirmed. A finding of somebody else is shown once its output version is decided. A version that \
            was pushed with `--answers` answers a finding from its publication on, until it is rolled back, or deprecated while \
            it is current: then the finding is open again.
            """,
        arguments: [name], options: [open, criterion, cause, Paging.limit],
        examples: [
            Example("countersign template findings release-notes --open", "What the next version could mend."),
            Example("countersign template findings release-notes --criterion breaking", "About one criterion."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let page = try invocation.pages(
            Endpoints.templateFindings, path: invocation.teamPath(["template": invocation.wholeTemplate(name)]),
            query: query(invocation))
        try invocation.show(page) { page in
            for finding in page.items { try print(finding, invocation) }
            for line in page.items.silentFailures(of: invocation[criterion]) {
                try invocation.print("\(line, .waiting)")
            }
            if page.items.isEmpty { invocation.say("No findings.") }
            invocation.sayIfMore(page)
        }
    }

    private static func query(_ invocation: Invocation) -> [(String, String)] {
        var out: [(String, String)] = []
        if invocation[open] { out.append(("open", "true")) }
        if let criterion = invocation[criterion] { out.append(("criterion", criterion)) }
        if let cause = invocation[cause] { out.append(("cause", cause)) }
        return out
    }

    private static func print(_ finding: TemplateFindingView, _ invocation: Invocation) throws {
        let subject = ReviewText.subject(finding.criterion, finding.templateLine) + finding.afterApproval
        try invocation.print(
            "\(finding.id, .bold)  \(finding.cause.rawValue)\(subject), version \(finding.templateVersion), "
                + "\(finding.run), \(invocation.time(finding.createdAt), .dim)  \(state(finding))")
        try invocation.print("    \(finding.text)")
        if let line = finding.templateLine { try invocation.print("    the line: \(line.text, .dim)") }
        if let quotation = finding.quotation { try invocation.print("    > \(quotation, .dim)") }
        for doubt in finding.doubts {
            try invocation.print("    criterion \(doubt.criterion), \(doubt.answer.rawValue): \(doubt.words, .dim)")
        }
    }

    private static func state(_ finding: TemplateFindingView) -> Text {
        if let version = finding.answeredBy { return "\("answered by version \(version)", .good)" }
        if let version = finding.draftAnswer { return "\("draft \(version) answers it", .waiting)" }
        if let lapsed = finding.lapsedAnswer {
            let end = lapsed.isDeprecated ? "deprecated" : "rolled back"
            return "\("open again: version \(lapsed.version) was \(end)", .waiting)"
        }
        return "\("open", .waiting)"
    }
}

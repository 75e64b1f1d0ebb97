import API
import Domain

/// `countersign output defect`
enum OutputDefect {
    static let reason = RequiredOption<String>("reason", short: "m", "TEXT", "What is wrong, and how you know.")
    static let criterion = Option<String>("criterion", "ID", "The success criterion that is not met after all.")

    static let cause = Option<FindingCause>(
        "cause", "CAUSE",
        "Where it comes from; template if absent: its criteria have let the defect pass, whoever made it.")

    static let command = Command(
        "defect", "Record a defect that was found after the approval.",
        description: """
            For what reviewers let pass: the template's statistics count it, so that the next version can be compared. With a \
            cause that lies in the template, its context, its inputs or its tools it is a finding on the template as well: \
            `template findings` and `template improve` list it, and a later version answers it. The output and its approval \
            stay what they are. Before an approval, use a finding.
            """,
        arguments: [OutputArgument.output], options: [reason, criterion, cause],
        examples: [
            Example(
                "countersign output defect out_0abc1defghjkmnpq --criterion breaking -m 'the renamed flag is missing'",
                "A reader of the notes has found it.")
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let view = try invocation.call(
            Endpoints.outputDefect, path: OutputArgument.path(invocation),
            DefectRequest(
                reason: invocation[reason], criterion: invocation[criterion], cause: invocation[cause]))
        let finding: Text =
            FindingCause.ofTemplates.contains(view.cause)
            ? "; it is finding \(view.finding) on the template, cause \(view.cause.rawValue)" : ""
        try invocation.confirm(
            view, "Recorded \(view.id, .bold) on version \(view.version) of \(view.output)\(finding).")
    }
}

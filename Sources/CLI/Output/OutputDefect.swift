import API

/// `countersign output defect`
enum OutputDefect {
    static let reason = RequiredOption<String>("reason", short: "m", "TEXT", "What is wrong, and how you know.")
    static let criterion = Option<String>("criterion", "ID", "The success criterion that is not met after all.")

    static let command = Command(
        "defect", "Record a defect that was found after the approval.",
        description: """
            For what reviewers let pass: the template's statistics count it, so that the next version can be compared. The \
            output stays what it is. Before an approval, use a finding.
            """,
        arguments: [OutputArgument.output], options: [reason, criterion],
        examples: [
            Example(
                "countersign output defect out_0abc1defghjkmnpq --criterion breaking -m 'the renamed flag is missing'",
                "A reader of the notes has found it.")
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let view = try invocation.call(
            Endpoints.outputDefect, path: OutputArgument.path(invocation),
            DefectRequest(reason: invocation[reason], criterion: invocation[criterion]))
        try invocation.confirm(view, "Recorded \(view.id, .bold) on version \(view.version) of \(view.output).")
    }
}

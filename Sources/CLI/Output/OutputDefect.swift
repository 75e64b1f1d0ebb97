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
        "defect", "Report a defect that was found after the approval.",
        description: """
            For what reviewers let pass. It counts once a reviewer or an admin who did not report it has confirmed it \
            (`defect confirm`): in the template's statistics, so that the next version can be compared, and against the trust \
            in it. With a cause that lies in the template, its context, its inputs or its tools it is a finding on the template \
            then, too: `template findings` and `template improve` list it, and a later version answers it. The output and its \
            approval stay what they are. Before an approval, use a finding.
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
        let judges = view.judges.map { ": \($0.words)" } ?? ""
        try invocation.confirm(
            view,
            "Reported \(view.id, .bold) in version \(view.version) of \(view.output). It counts once it is confirmed\(judges)."
        )
    }
}

import API
import Domain

/// `countersign review finding`
enum ReviewFinding {
    static let text = RequiredOption<String>("text", "TEXT", "What is wrong, or what is missing.")
    static let cause = RequiredOption<FindingCause>("cause", "CAUSE", "Where it comes from.")
    static let blocking = Flag("blocking", "It stands against an approval until you close it on a later version.")

    static let command = Command(
        "finding", "Record a finding.",
        description: """
            A finding names its cause. Those that lie in the template, the context, the input or a tool go to whoever can \
            mend them for all later runs; say which criterion, constraint or line of the template it is about, and they \
            find it there.
            """,
        arguments: [ReviewArgument.review], options: [text, cause, blocking] + SubjectOptions.all + AnchorOptions.all,
        examples: [
            Example(
                "countersign review finding rev_0abc1defghjkmnpq --text 'The date is last year' --cause input "
                    + "--quote 'Week of 3 November 2025'", "A remark with its place."),
            Example(
                "countersign review finding rev_0abc1defghjkmnpq --text 'No rollback is described' --cause template "
                    + "--blocking", "Something that is missing."),
            Example(
                "countersign review finding rev_0abc1defghjkmnpq --text 'Which branch?' --cause template "
                    + "--template-line SKILL.md:12", "A line of the template that misleads."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let session = try ReviewSession(invocation[ReviewArgument.review], invocation)
        let anchor =
            try invocation[AnchorOptions.quote] == nil ? nil : AnchorOptions.anchor(invocation, of: session.show())
        let finding = try session.find(
            FindingRequest(
                text: invocation[text], cause: invocation[cause], isBlocking: invocation[blocking],
                subject: SubjectOptions.subject(invocation), anchor: anchor))
        try invocation.confirm(
            finding, "\(finding.isBlocking ? "Blocking finding" : "Finding") \(finding.id, .bold) recorded.")
    }
}

import API

/// `countersign defect dismiss`
enum DefectDismiss {
    static let reason = RequiredOption<String>("reason", short: "m", "TEXT", "Why it is none.")

    static let command = Command(
        "dismiss", "Say that what somebody else has reported is no defect.",
        description: """
            For reviewers and admins of the team who neither reported it nor look better without it: not for who asked for \
            the output, approved that version or wrote its template. It never counts, `output show` keeps it with the reason, \
            and its finding is closed. That is final.
            """,
        arguments: [DefectText.defect], options: [reason],
        examples: [
            Example("countersign defect dismiss dfc_0abc1defghjkmnpq -m 'the flag is in the notes'", "It is not so.")
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let view = try invocation.call(
            Endpoints.defectDismiss, path: DefectText.path(invocation), DefectEnd(reason: invocation[reason]))
        try invocation.confirm(view, "Dismissed \(view.id, .bold): it counts for nothing.")
    }
}

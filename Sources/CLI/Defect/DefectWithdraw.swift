import API

/// `countersign defect withdraw`
enum DefectWithdraw {
    static let reason = RequiredOption<String>("reason", short: "m", "TEXT", "Why.")

    static let command = Command(
        "withdraw", "Take a report of your own back.",
        description:
            "As long as nobody has judged it. `output show` keeps it with the reason, and its finding is closed.",
        arguments: [DefectText.defect], options: [reason],
        examples: [
            Example("countersign defect withdraw dfc_0abc1defghjkmnpq -m 'I had an old copy'", "You were mistaken.")
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let view = try invocation.call(
            Endpoints.defectWithdraw, path: DefectText.path(invocation), DefectEnd(reason: invocation[reason]))
        try invocation.confirm(view, "Withdrew \(view.id, .bold): it counts for nothing.")
    }
}

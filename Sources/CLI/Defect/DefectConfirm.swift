import API

/// `countersign defect confirm`
enum DefectConfirm {
    static let command = Command(
        "confirm", "Confirm a defect that somebody else has reported.",
        description: """
            For reviewers and admins of the team who did not report it. From then on it counts: in the template's statistics \
            and findings, and against the trust in it, which falls to the first rung. That is final.
            """,
        arguments: [DefectText.defect],
        examples: [Example("countersign defect confirm dfc_0abc1defghjkmnpq", "You have looked, and it is so.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let view = try invocation.call(Endpoints.defectConfirm, path: DefectText.path(invocation))
        try invocation.confirm(
            view, "Confirmed \(view.id, .bold) in version \(view.version) of \(view.output): it counts from now on.")
    }
}

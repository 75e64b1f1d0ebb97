import API

/// `countersign policy check`
enum PolicyCheck {
    static let command = Command(
        "check", "Check a policy bundle.",
        description: """
            Prints every problem as file:line:column, and exits with 1 if there is one. Warns of cases of what no request can \
            be, and of what would have no effect now: people who are not in the team, teams and competences that nobody has, \
            more countersignatures than there are people, executors that the server does not have. Changes nothing.
            """,
        arguments: [BundleFolder.path],
        examples: [Example("countersign policy check policies/small-team", "Before a bundle is enacted.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let report = try invocation.call(
            Endpoints.policyCheck, path: invocation.teamPath(), BundleFolder.read(invocation))
        try invocation.show(report) { report in
            try BundleFolder.print(report, invocation)
            if report.problems.isEmpty { try invocation.confirm("The bundle is valid: \(report.digest.short, .dim)") }
        }
        guard BundleFolder.isGood(report) else { throw Ended(.failed) }
    }
}

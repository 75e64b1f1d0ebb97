import API

/// `countersign policy check`
enum PolicyCheck {
    static let command = Command(
        "check", "Check a policy bundle.",
        description: """
            Prints every problem as file:line:column, warns of cases of what no request can be, and exits with 1 if there is \
            a problem. Changes nothing.
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

import API

/// `countersign policy test`
enum PolicyTest {
    static let strict = Flag(
        "strict", "Exit with 1 also for a rule that no case matches, for a bundle without cases and for a warning.")

    static let command = Command(
        "test", "Run a bundle's own cases.",
        description: """
            Says for each case whether the bundle decides as it expects, and why not; names the rules that no case \
            matches, and cases of what no request can be. Exits with 1 if a case fails or something is wrong \
            with the bundle. Changes nothing.
            """,
        arguments: [BundleFolder.path], options: [strict],
        examples: [
            Example("countersign policy test policies/small-team", "While you write it."),
            Example("countersign policy test --strict policies/ours", "In the bundle's continuous integration."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let report = try invocation.call(
            Endpoints.policyTest, path: invocation.teamPath(), BundleFolder.read(invocation))
        try invocation.show(report) { report in
            try BundleFolder.print(report, invocation)
            let failed = report.cases.count { !$0.passed }
            if report.problems.isEmpty {
                if report.cases.isEmpty { invocation.say("The bundle has no cases.") }
                try invocation.confirm("\(report.cases.count - failed) passed, \(failed) failed.")
            }
        }
        guard BundleFolder.isGood(report), !invocation[strict] || BundleFolder.isComplete(report) else {
            throw Ended(.failed)
        }
    }
}

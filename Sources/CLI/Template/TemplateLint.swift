import API
import Decisions
import Domain

/// `countersign template lint`
enum TemplateLint {
    static let paths = AnyArguments(
        "PATH", "Template folders, or folders of templates; this folder if absent. With --explain: rules.")
    static let policy = Option<String>("policy", "PATH", "Hold use cases and actions against this policy bundle.")
    static let strict = Flag("strict", "Fail for warnings, too.")
    static let explain = Flag("explain", "Explain these rules, with examples; without a name, list all.")

    static let command = Command(
        "lint", "Say what is wrong with template folders, and why.",
        description: """
            Needs no service. Prints remarks as file:line:column, each with what to do, and whether the task is fit to be \
            dispatched; exits with 1 if there is an error. A template with an error cannot be published. Rules about wording know English \
            words only: --explain says which.
            """,
        arguments: [paths], options: [policy, strict, explain],
        examples: [
            Example("countersign template lint library", "A whole library, in a commit hook."),
            Example("countersign template lint . --policy policies/small-team", "Also against the team's use cases."),
            Example("countersign template lint --explain vague-words", "What a rule wants, with examples."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        if invocation[explain] { return try LintExplanation.show(invocation[paths], invocation) }
        let policy = try invocation[policy].map { try BundleFolder.parse($0, invocation) }
        let paths = invocation[paths].isEmpty ? ["."] : invocation[paths]
        let reports = try paths.flatMap { try TemplateFolder.find($0, invocation) }.map {
            LintReport($0, policy: policy)
        }
        if invocation.wantsJSON {
            try invocation.print(json: reports)
        } else {
            for report in reports { try invocation.print(report.lines) }
        }
        let remarks = reports.flatMap(\.remarks)
        let found = LintReport.count(remarks) ?? "without problems"
        try invocation.confirm("\(reports.count.counted("template")) \(found).")
        let isGood = !remarks.contains { $0.level == .error || (invocation[strict] && $0.level == .warning) }
        guard isGood else { throw Ended(.failed) }
    }
}

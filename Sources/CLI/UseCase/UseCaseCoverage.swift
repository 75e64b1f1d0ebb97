import API
import Domain

/// `countersign usecase coverage`
enum UseCaseCoverage {
    static let days = Option<Int>("days", "N", "How many days back; 90 if absent.")

    static let command = Command(
        "coverage", "Show which templates and runs fall under which use case.",
        description: """
            Also which published templates fall under none, and which dispatches and actions were refused by the bounds of one or for lack of \
            one: what the policy may be missing, or what somebody should not have tried. `run list --use-case NAME` lists the runs.
            """,
        options: [days],
        examples: [Example("countersign usecase coverage --days 30", "Before the policy is changed.")], run: run)

    static func run(_ invocation: Invocation) throws {
        let coverage = try invocation.call(
            Endpoints.useCaseCoverage, path: invocation.teamPath(),
            query: invocation[days].map { [("days", String($0))] } ?? [])
        try invocation.show(coverage) { coverage in
            var table = Table("USE CASE", "RUNS", "TEMPLATES")
            for one in coverage.covered {
                table.add("\(one.useCase, .bold)", "\(one.runs)", "\(one.templates.joined(separator: ", "))")
            }
            try invocation.print(table, ifEmpty: coverage.hasPolicy ? "No use case is approved." : noPolicy)
            if !coverage.uncovered.isEmpty { try invocation.print(["", "\("Templates under none", .bold)"]) }
            for one in coverage.uncovered {
                try invocation.print("  \(one.template): \(one.reasons.joined(separator: "; "))")
            }
            if !coverage.refused.isEmpty {
                try invocation.print(["", "\("Refused in the last \(coverage.days) days", .bold)"])
            }
            for one in coverage.refused {
                let useCase = one.useCase.map { " for \($0)" } ?? ""
                let action = one.action.map { "\($0) by " } ?? ""
                let count = one.count == 1 ? "once" : "\(one.count) times"
                try invocation.print(
                    "  \(count) \(action)\(one.template)\(useCase): \(why(one)); \(latest(one, invocation))")
            }
        }
    }

    private static let noPolicy: Text =
        "The team has no policy yet, so nothing can be dispatched: an admin enacts one, `countersign policy enact FOLDER`."

    private static func why(_ one: UseCaseCoverageView.Refused) -> String {
        let reason =
            switch FailureCode(rawValue: one.code) {
            case .useCaseMissing: "no such use case is approved"
            case .useCaseForbids: "outside of its use case"
            case .actionDenied: "outside of what its use case lets it ask for"
            default: one.code
            }
        return reason + (one.bounds.isEmpty ? "" : " (bound missed: \(one.bounds.joined(separator: ", ")))")
    }

    private static func latest(_ one: UseCaseCoverageView.Refused, _ invocation: Invocation) -> String {
        let example = one.example.map { ", \($0)" } ?? ""
        return "last \(invocation.time(one.latestAt))\(example)"
    }
}

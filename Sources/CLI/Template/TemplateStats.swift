import API
import Domain

/// `countersign template stats`
enum TemplateStats {
    static let name = Argument("TEMPLATE", "The template's name.")
    static let version = Option<Int>("version", "N", "The later version; the latest published one if absent.")
    static let base = Option<Int>("base", "N", "The earlier version; the published one before if absent.")

    static let command = Command(
        "stats", "Compare how two versions of a template do.",
        description: """
            Counts the newest 1,000 runs of each version: first versions approved, criteria that nobody doubted, outputs with \
            findings by cause, defects found after approval, time at work. Each share has a 95 % interval; where there are \
            too few cases it says how many are missing. A later version that hurt, or did not help, is flagged.
            """,
        arguments: [name], options: [version, base],
        examples: [
            Example("countersign template stats release-notes", "Did the last revision help?"),
            Example("countersign template stats release-notes --version 5 --base 2", "Two versions of your choice."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let query = [("version", invocation[version]), ("base", invocation[base])].compactMap { name, number in
            number.map { (name, String($0)) }
        }
        let stats = try invocation.call(
            Endpoints.templateStats, path: invocation.teamPath(["template": invocation[name]]), query: query)
        try invocation.show(stats) { try print($0, invocation) }
    }

    private static func print(_ stats: TemplateStatsView, _ invocation: Invocation) throws {
        guard !stats.versions.isEmpty else { return invocation.say("No version has been published yet.") }
        for tally in stats.versions {
            let newest: Text = tally.isTruncated ? " (the newest)" : ""
            try invocation.print("\("Version \(tally.version)", .bold): \(tally.runs) runs\(newest)")
            try invocation.print(facts(tally))
        }
        if let comparison = stats.comparison { try print(comparison, stats.template, invocation) }
        try invocation.print("\(stats.method, .dim)")
    }

    private static func facts(_ tally: TemplateTallyView) -> Facts {
        var facts = Facts()
        facts.add("  first pass", "\(text(tally.firstPass))")
        for criterion in tally.criteria { facts.add("  criterion \(criterion.name)", "\(text(criterion.share))") }
        for cause in tally.findings { facts.add("  finding \(cause.name)", "\(text(cause.share))") }
        let bound = tally.escapedAtMost.map { ", at most \(percent($0))" } ?? ""
        facts.add("  escaped defects", "\(text(tally.escapedDefects))\(bound)")
        facts.add(
            "  minutes at work",
            tally.workSeconds.map { "\(minutes($0.value)), \(minutes($0.low)) to \(minutes($0.high))" }
                ?? "not enough data")
        return facts
    }

    private static func print(
        _ comparison: TemplateComparisonView, _ template: String, _ invocation: Invocation
    ) throws {
        try invocation.print("\("Version \(comparison.after) against \(comparison.before)", .bold)")
        var table = Table("MEASURE", "CHANGE", "95 % TOGETHER", "OUTCOME")
        for measure in comparison.measures {
            let interval = measure.low.flatMap { low in measure.high.map { "\(points(low)) to \(points($0))" } } ?? ""
            table.add(
                "\(measure.name)", "\(measure.change.map(points) ?? "")", "\(interval)",
                "\(measure.outcome.replacing("_", with: " "), style(measure.outcome))")
        }
        try invocation.print(table, ifEmpty: "Nothing to compare.")
        for flag in comparison.flags {
            try invocation.print("\("flag", .bad): \(flag)")
        }
        if !comparison.flags.isEmpty {
            try invocation.print(
                "To go back: `countersign template rollback \(template) --to \(comparison.before)`")
        }
    }

    private static func text(_ share: ShareView) -> String {
        let counted = "\(share.count) of \(share.total)"
        guard let low = share.low, let high = share.high else {
            return "\(counted), not enough data: \(share.missing ?? 0) more needed"
        }
        return "\(counted), \(percent(low)) to \(percent(high))"
    }

    private static func style(_ outcome: String) -> Style {
        switch outcome {
        case "better": .good
        case "worse": .bad
        default: .dim
        }
    }

    private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
    private static func points(_ change: Double) -> String {
        let points = Int((change * 100).rounded())
        return points > 0 ? "+\(points)" : "\(points)"
    }
    private static func minutes(_ seconds: Double) -> String { "\((seconds / 6).rounded() / 10)" }
}

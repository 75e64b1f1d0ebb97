import API
import Domain

/// `countersign template stats`
enum TemplateStats {
    static let name = Argument("TEMPLATE", "The template's name, or name@version for --to.")
    static let from = Option<Int>("from", "N", "The earlier version; the one that --to replaced if absent.")
    static let to = Option<Int>("to", "N", "The later version; the current one if absent.")
    static let by = Option<RunSplit>("by", "WHAT", "Also each model, or each harness with its version, by itself.")

    static let command = Command(
        "stats", "Compare how two versions of a template do.",
        description: """
            Counts the newest 1,000 runs of each version: first versions approved, criteria that nobody doubted, outputs with \
            findings by cause, defects confirmed after approval, time at work, and what agents claim to have used. Each share has \
            a 95 % interval; where there are too few cases it says how many are missing. A later version that hurt, or did not \
            help, is flagged. Where the model or the harness changed too, nobody can tell what a difference comes from: \
            --by compares each by itself.
            """,
        arguments: [name], options: [from, to, by],
        examples: [
            Example("countersign template stats release-notes", "Did the last revision help?"),
            Example("countersign template stats release-notes --from 2 --to 5", "Two versions of your choice."),
            Example("countersign template stats release-notes --by model", "Or was it the model?"),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let (template, later) = try invocation.numbered(name, to)
        let numbers = [("from", invocation[from]), ("to", later)].compactMap { name, number in
            number.map { (name, String($0)) }
        }
        let split = invocation[by]
        let stats = try invocation.call(
            Endpoints.templateStats, path: invocation.teamPath(["template": template]),
            query: numbers + (split.map { [("by", $0.rawValue)] } ?? []))
        try invocation.show(stats) { stats in
            guard !stats.versions.isEmpty else { return invocation.say("No version has been published yet.") }
            try print(stats.versions, stats.comparison, invocation)
            try invocation.print(DefectText.waiting(stats.reportedDefects, indent: ""))
            if let comparison = stats.comparison, !comparison.flags.isEmpty, comparison.after == stats.current {
                let fallback = stats.fallback.map { RevisionText.rollback(stats.template, to: $0) }
                try invocation.print(
                    "To go back: \(fallback ?? "there is nothing, every earlier version is deprecated", .link)")
            }
            for part in stats.parts {
                let title = "The \(split?.rawValue ?? "part") \(part.name ?? "that was not told")"
                guard part.versions.contains(where: { $0.firstPass.total > 0 }) else {
                    try invocation.print(["", "\(title, .bold): no output about which there is a decision"])
                    continue
                }
                try invocation.print(["", "\(title, .bold)"])
                try print(part.versions, part.comparison, invocation)
            }
            try invocation.print("\(stats.method, .dim)")
        }
    }

    private static func print(
        _ versions: [TemplateTallyView], _ comparison: TemplateComparisonView?, _ invocation: Invocation
    ) throws {
        for tally in versions {
            let newest: Text = tally.isTruncated ? " (the newest)" : ""
            try invocation.print("\("Version \(tally.version)", .bold): \(tally.runs.counted("run"))\(newest)")
            try invocation.print(facts(tally))
        }
        if let comparison { try print(comparison, invocation) }
    }

    private static func facts(_ tally: TemplateTallyView) -> Facts {
        var facts = Facts()
        facts.add("  first pass", "\(text(tally.firstPass))")
        for criterion in tally.criteria { facts.add("  criterion \(criterion.name)", "\(text(criterion.share))") }
        for cause in tally.findings { facts.add("  finding \(cause.name)", "\(text(cause.share))") }
        facts.add("  \(escapedName)", escaped(tally.escapedDefects, atMost: tally.escapedAtMost))
        facts.add("  time at work", text(tally.workSeconds, time))
        facts.add("  claimed cost", text(tally.costDollars, dollars))
        facts.add("  claimed tokens", text(tally.tokens, whole))
        facts.add("  made by model", counts(tally.models))
        facts.add("  made by harness", counts(tally.harnesses))
        return facts
    }

    private static func print(_ comparison: TemplateComparisonView, _ invocation: Invocation) throws {
        try invocation.print("\("Version \(comparison.after) against \(comparison.before)", .bold)")
        var table = Table("MEASURE", "CHANGE", "95 % TOGETHER", "OUTCOME")
        for measure in comparison.measures {
            let interval = measure.low.flatMap { low in measure.high.map { "\(signed(low)) to \(points($0))" } } ?? ""
            table.add(
                "\(measure.name)", "\(measure.change.map(points) ?? "")", "\(interval)",
                "\(measure.outcome.replacing("_", with: " "), style(measure.outcome))")
        }
        for single in comparison.singles { table.add("\(single.name)", "", "", "\("only in \(single.version)", .dim)") }
        try invocation.print(table, ifEmpty: "Nothing to compare.")
        let efforts = comparison.efforts.filter { $0.before != nil || $0.after != nil }
        if !efforts.isEmpty {
            var table = Table("MEDIAN", "BEFORE", "AFTER", "OUTCOME")
            for effort in efforts {
                let unit = unit(of: effort.name)
                table.add(
                    "\(effort.name)", "\(effort.before.map(unit) ?? "")", "\(effort.after.map(unit) ?? "")",
                    "\(effort.outcome.replacing("_", with: " "), .dim)")
            }
            try invocation.print(table, ifEmpty: "")
        }
        try invocation.print(comparison.flags.map { "\("flag", .bad): \($0)" })
        try invocation.print(comparison.cautions.map { "\("caution", .waiting): \($0)" })
    }

    static let escapedName = "escaped defects, of approved outputs"

    /// That none was found says how many there are at most.
    static func escaped(_ share: ShareView, atMost: Double?) -> String {
        atMost.map { "0 of \(share.total), at most \(percent($0))" } ?? text(share)
    }

    private static func text(_ share: ShareView) -> String {
        let counted = "\(share.count) of \(share.total)"
        guard let low = share.low, let high = share.high else {
            return "\(counted), not enough data: \(share.missing ?? 0) more needed"
        }
        return "\(counted), \(percent(low)) to \(percent(high))"
    }

    private static func text(_ median: MedianView, _ unit: (Double) -> String) -> String {
        guard let value = median.value, let low = median.low, let high = median.high else {
            return median.known == 0 ? "not told" : "told of \(median.known.counted("run")), not enough data"
        }
        return "\(unit(value)), \(unit(low)) to \(unit(high)), of \(median.known.counted("run"))"
    }

    private static func unit(of effort: String) -> (Double) -> String {
        switch effort {
        case "time at work": time
        case "claimed cost": dollars
        default: whole
        }
    }

    private static func time(_ seconds: Double) -> String {
        switch seconds {
        case ..<10: "\((seconds * 10).rounded() / 10) s"
        case ..<60: "\(whole(seconds)) s"
        default: "\((seconds / 6).rounded() / 10) min"
        }
    }
    private static func dollars(_ dollars: Double) -> String { RunText.dollars(Int64((dollars * 1_000_000).rounded())) }
    private static func whole(_ number: Double) -> String { "\(Int64(number.rounded()))" }

    private static func counts(_ counts: [NamedCountView]) -> String {
        counts.map { "\($0.name ?? "not told") (\($0.count))" }.joined(separator: ", ")
    }

    private static func style(_ outcome: String) -> Style {
        switch outcome {
        case "better": .good
        case "worse": .bad
        default: .dim
        }
    }

    private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
    private static func points(_ change: Double) -> String { "\(signed(change)) % points" }
    private static func signed(_ change: Double) -> String {
        let points = Int((change * 100).rounded())
        return points > 0 ? "+\(points)" : "\(points)"
    }
}

import API
import Domain

/// A revision of a template, as the inbox and the team's report show it.
enum RevisionText {
    static func rollback(_ template: String, to version: Int) -> String {
        "countersign template rollback \(template) --to \(version)"
    }

    static func lines(_ revision: RevisionView) -> [Text] {
        let better = revision.better.isEmpty ? [] : ["better: \(revision.better.joined(separator: ", "))"]
        let remarks = revision.flags + better + revision.cautions
        return ["  \(revision.template, .bold), version \(revision.after)"] + remarks.map { "    \($0)" }
    }

    /// With what can be done about it.
    static func proposal(_ revision: RevisionView) -> [Text] {
        let stats = "countersign template stats \(revision.template) --from \(revision.before) --to \(revision.after)"
        guard let fallback = revision.fallback else {
            return lines(revision) + [
                "    \(stats, .link)",
                "    there is nothing to go back to: every earlier version is deprecated; mend it:",
                "    \("countersign template edit \(revision.template)", .link)",
            ]
        }
        let state: Text =
            fallback == revision.before
            ? "" : " (version \(revision.before) is deprecated, \(fallback) is the next best)"
        return lines(revision) + [
            "    \(stats, .link), then perhaps\(state)", "    \(rollback(revision.template, to: fallback), .link)",
        ]
    }
}

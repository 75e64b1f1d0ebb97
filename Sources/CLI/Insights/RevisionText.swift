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
        let pin = !revision.isPinned ? "" : ", pinned by \(revision.project.map { "project \($0)" } ?? "the team")"
        return ["  \(revision.template, .bold), version \(revision.after)\(pin)"] + remarks.map { "    \($0)" }
    }

    /// A rollback moves what is current, and no pin.
    private static func back(_ revision: RevisionView, to version: Int) -> String {
        guard revision.isPinned else { return rollback(revision.template, to: version) }
        let place = revision.project.map { " --project \($0)" } ?? ""
        return "countersign template pin \(revision.template) --version \(version)\(place)"
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
            "    \(stats, .link), then perhaps\(state)", "    \(back(revision, to: fallback), .link)",
        ]
    }
}

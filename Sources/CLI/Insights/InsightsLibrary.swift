import API
import Domain

/// `countersign insights library`
enum InsightsLibrary {
    static let command = Command(
        "library", "What improved in the team's library, what rots, what nobody uses.",
        description: """
            Looks at the last 90 days: revisions of templates that helped and that hurt, falls of trust, what reviewers found by its cause, \
            defects that came out after approval, findings that no version answers, templates that cannot be dispatched \
            because their current version is deprecated, versions that are kept although a newer one is out, templates that lint would not let pass today or that nobody has dispatched, and team context that \
            nobody has confirmed. It counts templates and outputs, never persons.
            """,
        examples: [Example("countersign insights library", "What is there to mend this week?")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        try invocation.show(invocation.call(Endpoints.insightsLibrary, path: invocation.teamPath())) { view in
            let groups =
                [
                    group("Cannot be dispatched", view.undispatchable.map(undispatchable)),
                    group("Better than the version before", view.improved.map(RevisionText.lines)),
                    group("Worth going back", view.flagged.map(RevisionText.proposal)),
                    group("Trust that fell", view.falls.map { TrustShow.fall($0, invocation) }),
                    group("Found by reviewers, by cause", causes(view)),
                    group("Findings that no version answers", view.unanswered.map { unanswered($0, invocation) }),
                    group("Kept to another version than the current one", view.pins.map(pin)),
                    group("Would not pass lint today", view.lintErrors.map(lintErrors)),
                    group("Used by nobody", view.unused.map { unused($0, invocation) }),
                    group("Context that nobody has confirmed", view.staleContext.map { stale($0, invocation) }),
                ].filter { !$0.isEmpty }
            try invocation.print("\("The last \(view.days) days", .dim)")
            try invocation.print(groups.isEmpty ? ["Nothing published yet."] : Array(groups.joined(separator: [""])))
        }
    }

    private static func group(_ title: String, _ items: [[Text]]) -> [Text] {
        items.isEmpty ? [] : ["\(title, .bold)"] + items.joined()
    }

    /// Nothing of a team that has not had anything reviewed.
    private static func causes(_ view: LibraryInsightsView) -> [[Text]] {
        guard !view.findings.isEmpty || view.escapedDefects.total + view.reportedDefects > 0 else { return [] }
        var facts = Facts()
        for cause in view.findings { facts.add("  \(cause.name ?? "")", "\(cause.count)") }
        facts.add(
            "  \(TemplateStats.escapedName)",
            "\(TemplateStats.escaped(view.escapedDefects, atMost: view.escapedAtMost))")
        if view.reportedDefects > 0 {
            facts.add("  reported defects", "\(view.reportedDefects) not judged, counted once they are confirmed")
        }
        return [facts.lines]
    }

    static func unanswered(_ row: UnansweredFindingsView, _ invocation: Invocation) -> [Text] {
        [
            "  \(row.template, .bold): \(row.count), the oldest from \(invocation.time(row.oldestAt))",
            "    \("countersign template improve \(row.template)", .link)",
        ]
    }

    private static func pin(_ pin: PinView) -> [Text] {
        let place = pin.project.map { "project \($0)" } ?? "the team"
        let state = pin.isDeprecated ? "it is deprecated, and nothing can be dispatched" : pin.runs.counted("run")
        let current = "\(pin.current) is current" + (pin.isCurrentDeprecated ? " and deprecated" : "")
        return [
            "  \(pin.template, .bold), pinned to \(pin.version) by \(place); \(current): \(state)",
            "    \(remedy(pin), .link)",
        ]
    }

    /// Who takes a pin away gets the current version: if that is deprecated, nothing at all.
    private static func remedy(_ pin: PinView) -> String {
        guard pin.isCurrentDeprecated else {
            return "countersign template unpin \(pin.template)" + (pin.project.map { " --project \($0)" } ?? "")
        }
        return replacement(pin.template, fallback: pin.isDeprecated ? nil : pin.version)
    }

    /// Of a current version that is deprecated.
    private static func replacement(_ template: String, fallback: Int?) -> String {
        fallback.map { RevisionText.rollback(template, to: $0) } ?? "countersign template edit \(template)"
    }

    private static func undispatchable(_ row: UndispatchableTemplateView) -> [Text] {
        [
            "  \(row.template, .bold): version \(row.version) is current and deprecated: \(row.reason)",
            "    \(replacement(row.template, fallback: row.fallback), .link)",
        ]
    }

    private static func lintErrors(_ row: LintErrorsView) -> [Text] {
        [
            "  \(row.template, .bold): \(row.rules.joined(separator: ", "))",
            "    \("countersign template edit \(row.template)", .link)",
        ]
    }

    private static func unused(_ row: UnusedTemplateView, _ invocation: Invocation) -> [Text] {
        let last = row.lastRunAt.map { "last dispatched \(invocation.time($0))" } ?? "never dispatched"
        return [
            "  \(row.template, .bold), version \(row.version): \(last)",
            "    \("countersign template deprecate \(row.template) -m WHY", .link)",
        ]
    }

    private static func stale(_ row: StaleContextView, _ invocation: Invocation) -> [Text] {
        let arguments = row.layer.arguments(project: row.project ?? "")
        let last =
            row.confirmedAt.map { "last confirmed \(invocation.time($0))" }
            ?? "in force since \(invocation.time(row.inForceSince)), never confirmed"
        return [
            "  \(row.project.map { "\(row.layer.rawValue) \($0)" } ?? row.layer.rawValue, .bold), version \(row.version), \(last)",
            "    \("countersign context confirm \(arguments) --version \(row.version)", .link)",
        ]
    }
}

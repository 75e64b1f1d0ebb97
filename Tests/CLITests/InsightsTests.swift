import API
import Domain
import Testing

@testable import CLI

@Suite struct InsightsTests {
    private static let old = Timestamp(secondsSince1970: 1_780_000_000)

    private static let empty = LibraryInsightsView(
        days: 90, improved: [], flagged: [], falls: [], findings: [],
        escapedDefects: ShareView(count: 0, total: 0, missing: 12), unanswered: [], undispatchable: [], pins: [],
        lintErrors: [], unused: [], staleContext: [])

    private static let view = LibraryInsightsView(
        days: 90,
        improved: [
            RevisionView(
                template: "notes", before: 3, after: 4, better: ["first pass", "criterion a"], flags: [],
                cautions: ["the model changed too"])
        ],
        flagged: [
            RevisionView(
                template: "recap", before: 1, after: 2, better: [], flags: ["version 2 did not help"], cautions: [],
                fallback: 1),
            RevisionView(
                template: "digest", before: 2, after: 3, better: [], flags: ["version 3 did not help"], cautions: [],
                fallback: 1, isPinned: true, project: "web"),
            RevisionView(
                template: "minutes", before: 1, after: 2, better: [], flags: ["version 2 did not help"], cautions: []),
        ],
        falls: [ActionTests.fall],
        findings: [NamedCountView(name: "template", count: 12), NamedCountView(name: "agent", count: 3)],
        escapedDefects: ShareView(count: 1, total: 40, low: 0.004, high: 0.13), reportedDefects: 2,
        unanswered: [UnansweredFindingsView(template: "notes", count: 4, oldestAt: old)],
        undispatchable: [
            UndispatchableTemplateView(template: "recap", version: 4, reason: "forgets owners", fallback: 3),
            UndispatchableTemplateView(template: "plan", version: 1, reason: "nobody needs it"),
        ],
        pins: [
            PinView(
                template: "notes", project: "app", version: 3, current: 4, isDeprecated: false,
                isCurrentDeprecated: false, runs: 12),
            PinView(
                template: "recap", version: 1, current: 2, isDeprecated: true, isCurrentDeprecated: false, runs: 0),
            PinView(
                template: "points", project: "web", version: 1, current: 3, isDeprecated: false,
                isCurrentDeprecated: true, runs: 1),
            PinView(
                template: "plan", version: 1, current: 2, isDeprecated: true, isCurrentDeprecated: true, runs: 0),
        ],
        lintErrors: [LintErrorsView(template: "recap", rules: ["evidence", "wide-tool"])],
        unused: [
            UnusedTemplateView(template: "minutes", version: 1),
            UnusedTemplateView(template: "digest", version: 2, lastRunAt: old),
        ],
        staleContext: [
            StaleContextView(layer: .team, version: 1, inForceSince: old, confirmedAt: nil),
            StaleContextView(
                layer: .project, project: "web", version: 2, inForceSince: old - 86_400, confirmedAt: old),
        ])

    @Test func aMondayMorning() throws {
        let service = StubService()
        try service.answer("GET /v1/teams/demo/insights/library", Self.view)
        let outcome = countersign(["insights", "library"], service: service)
        #expect(outcome.code == .ok && outcome.error == "")
        #expect(
            outcome.output == """
                The last 90 days
                Cannot be dispatched
                  recap: version 4 is current and deprecated: forgets owners
                    countersign template rollback recap --to 3
                  plan: version 1 is current and deprecated: nobody needs it
                    countersign template edit plan

                Better than the version before
                  notes, version 4
                    better: first pass, criterion a
                    the model changed too

                Worth going back
                  recap, version 2
                    version 2 did not help
                    countersign template stats recap --from 1 --to 2, then perhaps
                    countersign template rollback recap --to 1
                  digest, version 3, pinned by project web
                    version 3 did not help
                    countersign template stats digest --from 2 --to 3, then perhaps (version 2 is deprecated, 1 is the next best)
                    countersign template pin digest --version 1 --project web
                  minutes, version 2
                    version 2 did not help
                    countersign template stats minutes --from 1 --to 2
                    there is nothing to go back to: every earlier version is deprecated; mend it:
                    countersign template edit minutes

                Trust that fell
                  notes, class write: from act_sampled to observe, 2027-01-15T08:00Z
                    because 1 defect was confirmed in its outputs since
                    because version 3 is in use; trust was earned by version 2
                    countersign trust show notes

                Found by reviewers, by cause
                  template                              12
                  agent                                 3
                  escaped defects, of approved outputs  1 of 40, 0 % to 13 %
                  reported defects                      2 not judged, counted once they are confirmed

                Findings that no version answers
                  notes: 4, the oldest from 2026-05-28T20:26Z
                    countersign template improve notes

                Kept to another version than the current one
                  notes, pinned to 3 by project app; 4 is current: 12 runs
                    countersign template unpin notes --project app
                  recap, pinned to 1 by the team; 2 is current: it is deprecated, and nothing can be dispatched
                    countersign template unpin recap
                  points, pinned to 1 by project web; 3 is current and deprecated: 1 run
                    countersign template rollback points --to 1
                  plan, pinned to 1 by the team; 2 is current and deprecated: it is deprecated, and nothing can be dispatched
                    countersign template edit plan

                Would not pass lint today
                  recap: evidence, wide-tool
                    countersign template edit recap

                Used by nobody
                  minutes, version 1: never dispatched
                    countersign template deprecate minutes -m WHY
                  digest, version 2: last dispatched 2026-05-28T20:26Z
                    countersign template deprecate digest -m WHY

                Context that nobody has confirmed
                  team, version 1, in force since 2026-05-28T20:26Z, never confirmed
                    countersign context confirm team --version 1
                  project web, version 2, last confirmed 2026-05-28T20:26Z
                    countersign context confirm project --project web --version 2

                """)
    }

    @Test func aTeamWithoutAnythingIsToldSo() throws {
        let service = StubService()
        try service.answer("GET /v1/teams/demo/insights/library", Self.empty)
        #expect(
            countersign(["insights", "library"], service: service).output
                == "The last 90 days\nNothing published yet.\n")
    }
}

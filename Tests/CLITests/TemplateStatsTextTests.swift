import API
import Domain
import Testing

@testable import CLI

/// `template stats`.
@Suite struct TemplateStatsTextTests {
    @Test func statisticsSayWhatIsNotEnough() throws {
        let few = ShareView(count: 1, total: 2, missing: 10)
        let none = ShareView(count: 0, total: 40, low: 0, high: 0.0876)
        func tally(_ version: Int, _ pass: ShareView, _ escaped: ShareView, atMost: Double? = nil) -> TemplateTallyView
        {
            TemplateTallyView(
                version: version, runs: version == 1 ? 1_000 : 41, isTruncated: version == 1, firstPass: pass,
                criteria: [NamedShareView(name: "all", share: pass)],
                findings: [NamedShareView(name: "template", share: few)], escapedDefects: escaped,
                escapedAtMost: atMost,
                workSeconds: version == 1
                    ? MedianView(known: 11) : MedianView(known: 40, value: 90, low: 60, high: 245),
                costDollars: version == 1
                    ? MedianView(known: 0) : MedianView(known: 40, value: 0.3124, low: 0.00451, high: 12.996),
                tokens: version == 1
                    ? MedianView(known: 0) : MedianView(known: 40, value: 4100, low: 900, high: 51200.5),
                models: version == 1
                    ? [NamedCountView(name: nil, count: 40)]
                    : [NamedCountView(name: "opus-5", count: 38), NamedCountView(name: nil, count: 2)],
                harnesses: [NamedCountView(name: "writer 0.86", count: 40)])
        }
        let service = StubService()
        try service.answer(
            "GET /v1/teams/demo/templates/notes/stats?from=1&to=2&by=model",
            TemplateStatsView(
                template: "notes", current: 2,
                versions: [
                    tally(1, ShareView(count: 36, total: 40, low: 0.7695, high: 0.9604), few),
                    tally(2, ShareView(count: 20, total: 40, low: 0.352, high: 0.648), none, atMost: 0.075),
                ],
                comparison: TemplateComparisonView(
                    before: 1, after: 2,
                    measures: [
                        ComparedMeasureView(name: "first pass", outcome: "worse", change: -0.4, low: -0.6, high: -0.12),
                        ComparedMeasureView(name: "escaped defects", outcome: "not_enough_data"),
                    ],
                    singles: [SingleMeasureView(name: "criterion gone", version: 1)],
                    efforts: [
                        ComparedEffortView(name: "time at work", outcome: "more", before: 12.4, after: 90),
                        ComparedEffortView(name: "claimed cost", outcome: "not_enough_data", after: 0.3124),
                        ComparedEffortView(name: "claimed tokens", outcome: "not_enough_data"),
                    ], flags: ["version 2 is worse than 1: first pass"], cautions: ["the model changed too"]),
                parts: [
                    TemplatePartView(
                        name: "opus-5", versions: [tally(2, few, few)],
                        comparison: TemplateComparisonView(
                            before: 1, after: 2,
                            measures: [ComparedMeasureView(name: "first pass", outcome: "not_enough_data")],
                            efforts: [], flags: [],
                            cautions: [])),
                    TemplatePartView(name: nil, versions: []),
                ], fallback: 1,
                method: "Shares with intervals."))
        let outcome = countersign(
            ["template", "stats", "notes", "--from", "1", "--to", "2", "--by", "model"], service: service)
        #expect(outcome.code == .ok && outcome.error == "")
        #expect(
            outcome.output == """
                Version 1: 1000 runs (the newest)
                  first pass                            36 of 40, 77 % to 96 %
                  criterion all                         36 of 40, 77 % to 96 %
                  finding template                      1 of 2, not enough data: 10 more needed
                  escaped defects, of approved outputs  1 of 2, not enough data: 10 more needed
                  time at work                          told of 11 runs, not enough data
                  claimed cost                          not told
                  claimed tokens                        not told
                  made by model                         not told (40)
                  made by harness                       writer 0.86 (40)
                Version 2: 41 runs
                  first pass                            20 of 40, 35 % to 65 %
                  criterion all                         20 of 40, 35 % to 65 %
                  finding template                      1 of 2, not enough data: 10 more needed
                  escaped defects, of approved outputs  0 of 40, at most 8 %
                  time at work                          1.5 min, 1.0 min to 4.1 min, of 40 runs
                  claimed cost                          $0.31, $0.004510 to $13.00, of 40 runs
                  claimed tokens                        4100, 900 to 51201, of 40 runs
                  made by model                         opus-5 (38), not told (2)
                  made by harness                       writer 0.86 (40)
                Version 2 against 1
                MEASURE          CHANGE        95 % TOGETHER        OUTCOME
                first pass       -40 % points  -60 to -12 % points  worse
                escaped defects                                     not enough data
                criterion gone                                      only in 1
                MEDIAN        BEFORE  AFTER    OUTCOME
                time at work  12 s    1.5 min  more
                claimed cost          $0.31    not enough data
                flag: version 2 is worse than 1: first pass
                caution: the model changed too
                To go back: countersign template rollback notes --to 1

                The model opus-5
                Version 2: 41 runs
                  first pass                            1 of 2, not enough data: 10 more needed
                  criterion all                         1 of 2, not enough data: 10 more needed
                  finding template                      1 of 2, not enough data: 10 more needed
                  escaped defects, of approved outputs  1 of 2, not enough data: 10 more needed
                  time at work                          1.5 min, 1.0 min to 4.1 min, of 40 runs
                  claimed cost                          $0.31, $0.004510 to $13.00, of 40 runs
                  claimed tokens                        4100, 900 to 51201, of 40 runs
                  made by model                         opus-5 (38), not told (2)
                  made by harness                       writer 0.86 (40)
                Version 2 against 1
                MEASURE     CHANGE  95 % TOGETHER  OUTCOME
                first pass                         not enough data

                The model that was not told: no output about which there is a decision
                Shares with intervals.

                """)
    }
}

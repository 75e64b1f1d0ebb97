import API
import Decisions
import Domain
import Testing

@testable import CLI

@Suite struct TrustTests {
    private static let at = Timestamp(secondsSince1970: 1_760_000_000)
    private let service = StubService()

    private static let view = TemplateTrustView(
        template: "notes", version: 3, outputs: 31, defects: 1, defectRateAtMost: 0.153,
        classes: [
            TrustClassView(
                actionClass: .write, rung: .actWithSignOff, ceiling: .actSampled, promotedTo: .actSampled, movedAt: at,
                causes: [TrustCauseView(cause: "aged", text: "the promotion is 90 days old or older")], effects: 4,
                next: .actSampled,
                rungs: [
                    TrustRungView(rung: .draft, missing: []), TrustRungView(rung: .actWithSignOff, missing: ["4 more"]),
                    TrustRungView(rung: .actSampled, missing: ["17 more outputs", "8 more actions"]),
                ]),
            TrustClassView(
                actionClass: .publish, rung: .actWithSignOff, ceiling: .actWithSignOff, promotedTo: .actWithSignOff,
                movedAt: at, causes: [], effects: 0,
                rungs: [
                    TrustRungView(rung: .draft, missing: []), TrustRungView(rung: .actWithSignOff, missing: []),
                ]),
            TrustClassView(
                actionClass: .execute, rung: .observe, ceiling: .actSampled, causes: [], effects: 0, next: .draft,
                rungs: [
                    TrustRungView(rung: .draft, missing: []), TrustRungView(rung: .actWithSignOff, missing: []),
                    TrustRungView(rung: .actSampled, missing: ["12 more actions"]),
                ]),
        ], reportedDefects: [report(1)])

    private static func report(_ number: Int) -> DefectView {
        DefectView(
            id: "dfc_\(number)", output: "out_1", version: 2, cause: .template, finding: "fnd_1", reason: "x",
            reportedBy: "anna", reportedAt: at)
    }

    private static let shown = """
        notes version 3: 30 outputs stood 7 days without a defect, 1 has one: at most 15 % defective
          1 reported defect waits to be confirmed: dfc_1 in output out_1, by anna
          write: act_with_sign_off instead of act_sampled
            because the promotion is 90 days old or older
            draft: met
            act_with_sign_off: not met: 4 more
            act_sampled, next: not met: 17 more outputs; 8 more actions
          publish: act_with_sign_off
            draft: met
            act_with_sign_off: met
            nothing above it: a person signs each
          execute: observe
            draft, next: met; it can be proposed
            act_with_sign_off, later: met
            act_sampled, later: not met: 12 more actions

        """

    @Test func ofManyReportsTheOldestAreNamed() throws {
        let many = TemplateTrustView(
            template: "new", outputs: 0, defects: 0, classes: [], reportedDefects: (1...5).map(Self.report))
        try service.answer("GET /v1/teams/demo/trust?limit=1000", Page(items: [many]))
        #expect(
            countersign(["trust", "show"], service: service).output.contains(
                """

                  5 reported defects wait to be confirmed: dfc_1 in output out_1, by anna; dfc_2 in output out_1, by anna; \
                dfc_3 in output out_1, by anna; and 2 more

                """))
    }

    @Test func showExplainsEachRung() throws {
        let fresh = TemplateTrustView(template: "new", outputs: 0, defects: 0, classes: [])
        try service.answer("GET /v1/teams/demo/trust?limit=1000", Page(items: [Self.view, fresh]))
        #expect(
            countersign(["trust", "show"], service: service)
                == Outcome(
                    code: .ok,
                    output: Self.shown + """

                        new, which has no current version: no approved output has stood a week yet
                          It asks for no action, so it stands on no rung: rungs are about actions, and what it makes is \
                        reviewed in any case.

                        """, error: ""))
        try service.answer("GET /v1/teams/demo/trust?template=notes&limit=1000", Page(items: [Self.view]))
        #expect(countersign(["trust", "show", "notes"], service: service).output == Self.shown)
    }

    @Test(arguments: [
        (1, 1, "no output stood 7 days without a defect, 1 has one: too few to bound the share of defects"),
        (3, 2, "1 output stood 7 days without a defect, 2 have one: too few to bound the share of defects"),
        (3, 0, "3 outputs stood 7 days without a defect: too few to bound the share of defects"),
        (4, 0, "4 outputs stood 7 days without a defect: at most 75 % defective"),
    ]) func theEvidenceIsInNumbers(judged: Int, defects: Int, said: String) throws {
        let rate = min(1, RareEvents.atMost(defects) / Double(judged))
        let view = TemplateTrustView(
            template: "notes", version: 1, outputs: judged, defects: defects, defectRateAtMost: rate, classes: [])
        try service.answer("GET /v1/teams/demo/trust?template=notes&limit=1000", Page(items: [view]))
        #expect(
            countersign(["trust", "show", "notes"], service: service).output
                .hasPrefix("notes version 1: \(said)\n  It asks for no action, so it stands on no rung: "))
    }

    private static let proposal = TrustProposalView(
        number: 4, template: "notes", actionClass: .write, rung: .draft, version: 3, outputs: 5, defects: 0, effects: 2,
        reason: "a good month", proposedBy: "anna", proposedAt: at)

    @Test func aStepIsProposedAndMade() throws {
        try service.answer("POST /v1/teams/demo/templates/notes/trust-proposals", Self.proposal, status: 201)
        #expect(
            countersign(
                ["trust", "propose", "notes", "--class", "write", "--rung", "draft", "-m", "a good month"],
                service: service)
                == Outcome(
                    code: .ok,
                    output: "Proposal 4 waits for an admin who is not you: `countersign trust promote 4`\n", error: ""))
        #expect(service.asked.last?.body == ["actionClass": "write", "rung": "draft", "reason": "a good month"])
        try service.answer("POST /v1/teams/demo/trust/proposals/4/promote", Self.view)
        #expect(countersign(["trust", "promote", "4"], service: service).output == Self.shown)
    }

    @Test func proposalsSayWhatTheyWaitFor() throws {
        var stale = Self.proposal
        stale.number = 3
        stale.obstacle = "a defect was confirmed since"
        try service.answer("GET /v1/teams/demo/trust/proposals", Page(items: [Self.proposal, stale]))
        let said = countersign(["trust", "proposals"], service: service).output
        let lines = said.split(separator: "\n").map(String.init)
        #expect(lines.count == 5)
        #expect(
            lines[1].hasPrefix(
                "4         open      notes version 3  write  draft  5 outputs, 0 defects, 2 signed actions  anna"))
        #expect(lines[1].hasSuffix("a good month") && lines[2].hasPrefix("3         outdated  notes"))
        #expect(lines[3] == "4: waits for an admin who is not anna: `countersign trust promote 4`")
        #expect(lines[4] == "3: a defect was confirmed since")
    }

    @Test func trustIsTakenBackAndRemembered() throws {
        try service.answer("POST /v1/teams/demo/templates/notes/trust-demotions", Self.view)
        #expect(
            countersign(["trust", "demote", "notes", "--class", "write", "-m", "nonsense"], service: service).output
                == Self.shown)
        #expect(service.asked.last?.body == ["actionClass": "write", "reason": "nonsense"])
        let steps = [
            TrustStepView(
                at: Self.at, template: "notes", actionClass: .write, rung: .observe, cause: "defect_confirmed",
                reason: "1 defect", movedBy: "carl"),
            TrustStepView(
                at: Self.at, template: "notes", actionClass: .write, rung: .draft, cause: "template_changed",
                isUndone: true, reason: "version 3 is current again"),
            TrustStepView(
                at: Self.at, template: "notes", actionClass: .write, rung: .draft, cause: "promoted", version: 3,
                reason: "a good month", proposedBy: "anna", movedBy: "bert"),
        ]
        try service.answer("GET /v1/teams/demo/trust/history?template=notes&limit=50", Page(items: steps))
        #expect(
            countersign(["trust", "history", "notes"], service: service).output == """
                WHEN               TEMPLATE  CLASS  RUNG     WHY                       BY          REASON
                2025-10-09T08:53Z  notes     write  observe  defect confirmed          carl        1 defect
                2025-10-09T08:53Z  notes     write  draft    template changed, undone              version 3 is current again
                2025-10-09T08:53Z  notes     write  draft    promoted                  anna, bert  a good month

                """)
    }

    @Test func aWordThatIsNoRungIsToldWhichThereAre() {
        let said = countersign(
            ["trust", "propose", "notes", "--class", "write", "--rung", "all", "-m", "x"], service: service)
        #expect(said.code == .usage)
        #expect(said.error.contains("observe, draft, act_with_sign_off, act_sampled"))
    }
}

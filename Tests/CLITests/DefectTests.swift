import API
import Domain
import Testing

@testable import CLI

/// `output defect`, `defect confirm`, `defect dismiss`, `defect withdraw`, and what is said of a defect elsewhere.
@Suite struct DefectTests {
    private let service = StubService()

    static func defect(
        _ state: DefectState = .reported, _ judgement: DefectJudgementView? = nil, judges: DefectJudgesView? = nil
    ) -> DefectView {
        DefectView(
            id: "dfc_1", output: "out_1", version: 2, criterion: "all", cause: .tool, finding: "fnd_1",
            reason: "A flag is missing", reportedBy: "anna", reportedAt: Timestamp(secondsSince1970: 1_760_000_000),
            state: state, judgement: judgement, judges: judges)
    }

    static let judges = DefectJudgesView(mayConfirm: ["ben", "carl", "dora"], mayDismiss: ["ben", "dora"])

    private static func page(_ defect: DefectView) -> OutputView {
        let at = Timestamp(secondsSince1970: 1_759_000_000)
        return OutputView(
            summary: OutputSummary(
                id: "out_1", run: "run_1", title: "Notes", risk: .shared, reviewState: .approved, latestVersion: 2,
                createdAt: at),
            versions: [
                OutputVersionView(
                    output: "out_1", number: 2, contentDigest: Digest.of("c"), manifestRoot: Digest.of("m"),
                    chunkCount: 1, plannedSeconds: 61, submittedAt: at,
                    provenance: Provenance(
                        template: "notes", templateVersion: 2, briefDigest: Digest.of("b"), runner: "build-1",
                        attempt: 1), files: [], notices: [])
            ],
            approval: ApprovalView(isEffective: true, approvals: 1, needed: 1, reasons: []), reviews: [], findings: [],
            defects: [defect])
    }

    @Test func whoReportsItHearsWhoWillJudgeIt() throws {
        try service.answer(
            "POST /v1/teams/demo/outputs/out_1/defects", Self.defect(judges: Self.judges), status: 201)
        let outcome = countersign(
            ["output", "defect", "out_1", "--criterion", "all", "--cause", "tool", "-m", "A flag is missing"],
            service: service)
        let told =
            "Reported dfc_1 in version 2 of out_1. It counts once it is confirmed: ben or dora can confirm or dismiss it, "
            + "carl can only confirm it.\n"
        #expect(outcome == Outcome(code: .ok, output: told, error: ""))
        #expect(service.asked.last?.body == ["cause": "tool", "criterion": "all", "reason": "A flag is missing"])
    }

    @Test func ofManyJudgesTheFirstAreNamed() {
        let all = (1...8).map { "p\($0)" }
        #expect(
            DefectJudgesView(mayConfirm: all, mayDismiss: all).words
                == "p1 or p2 or p3 or p4 or p5 or 3 others can confirm or dismiss it")
        #expect(DefectJudgesView(mayConfirm: all, mayDismiss: [], shortage: "nobody can").words == "nobody can")
    }

    @Test func eachCommandEndsTheReportOnce() throws {
        let path = "POST /v1/teams/demo/defects/dfc_1/"
        for (verb, state) in [("confirm", DefectState.confirmed), ("dismiss", .dismissed), ("withdraw", .withdrawn)] {
            try service.answer(path + verb, Self.defect(state))
        }
        func told(_ arguments: String...) -> Outcome { countersign(["defect"] + arguments, service: service) }
        #expect(
            told("confirm", "dfc_1")
                == Outcome(
                    code: .ok, output: "Confirmed dfc_1 in version 2 of out_1: it counts from now on.\n", error: ""))
        #expect(
            told("dismiss", "dfc_1", "-m", "It is there")
                == Outcome(code: .ok, output: "Dismissed dfc_1: it counts for nothing.\n", error: ""))
        #expect(
            told("withdraw", "dfc_1", "--reason", "An old copy")
                == Outcome(code: .ok, output: "Withdrew dfc_1: it counts for nothing.\n", error: ""))
        #expect(service.asked.map(\.body) == [nil, ["reason": "It is there"], ["reason": "An old copy"]])
        #expect(told("dismiss", "dfc_1").code == .usage && told("withdraw", "dfc_1").code == .usage)
    }

    /// As on the page of its output.
    @Test(
        arguments: [
            (
                defect(judges: judges), "reported defect",
                "counts once it is confirmed; ben or dora can confirm or dismiss it, carl can only confirm it"
            ),
            (
                defect(.confirmed, DefectJudgementView(by: "ben", at: Timestamp(secondsSince1970: 1_760_000_060))),
                "defect", "confirmed by ben, 2025-10-09T08:54Z"
            ),
            (
                defect(
                    .dismissed,
                    DefectJudgementView(
                        by: "ben", at: Timestamp(secondsSince1970: 1_760_000_060), reason: "It is there")
                ), "dismissed defect", "dismissed by ben, 2025-10-09T08:54Z: It is there"
            ),
            (
                defect(
                    .withdrawn,
                    DefectJudgementView(
                        by: "anna", at: Timestamp(secondsSince1970: 1_760_000_060), reason: "An old copy")),
                "withdrawn defect", "withdrawn by anna, 2025-10-09T08:54Z: An old copy"
            ),
        ])
    func theOutputShowsWhatHasBecomeOfIt(defect: DefectView, kind: String, fate: String) throws {
        try service.answer("GET /v1/teams/demo/outputs/out_1", Self.page(defect))
        #expect(
            countersign(["output", "show", "out_1"], service: service).output.hasSuffix(
                """

                \(kind) dfc_1 by anna in version 2 (criterion all), 2025-10-09T08:53Z: A flag is missing
                  \(fate)

                """))
    }
}

import API
import Domain
import Testing

@testable import CLI

@Suite struct ReviewRequestTests {
    private static let created = Timestamp(secondsSince1970: 1_799_999_000)

    private static func summary(_ state: ReviewState) -> OutputSummary {
        OutputSummary(
            id: "out_1", run: "run_1", title: "Notes", risk: .shared, reviewState: state, latestVersion: 2,
            createdAt: created)
    }

    private static func asked(_ reviewer: String) -> ReviewSummary {
        ReviewSummary(
            id: "rev_\(reviewer)", output: "out_1", version: 2, title: "Notes", reviewer: reviewer, state: "open",
            assignedAt: created, dueAt: created + 86_400, plannedSeconds: 60)
    }

    @Test(
        arguments: [
            (
                ReviewRequestView(output: summary(.inReview), isReopened: true, asked: [asked("rita"), asked("ben")]),
                "is in review again; asked: rita, ben."
            ),
            (
                ReviewRequestView(output: summary(.inReview), isReopened: false, asked: [asked("rita")]),
                "is in_review, as before; asked: rita."
            ),
            (
                ReviewRequestView(output: summary(.inReview), isReopened: false, asked: []),
                "is in_review, as before; nobody is asked yet: admins find in their inboxes what helps."
            ),
        ])
    func itSaysWhoIsAsked(view: ReviewRequestView, said: String) throws {
        let service = StubService()
        try service.answer("POST /v1/teams/demo/outputs/out_1/review", view)
        let outcome = countersign(["review", "request", "out_1"], service: service)
        #expect(outcome == Outcome(code: .ok, output: "Output out_1 version 2 \(said)\n", error: ""))
    }

    private func show(_ state: ReviewState, isEffective: Bool) throws -> [String] {
        let service = StubService()
        let version = OutputVersionView(
            output: "out_1", number: 2, contentDigest: Digest.of("c"), manifestRoot: Digest.of("m"), chunkCount: 1,
            plannedSeconds: 61, submittedAt: Self.created,
            provenance: Provenance(
                template: "release-notes", templateVersion: 2, briefDigest: Digest.of("b"), runner: "build-1",
                attempt: 1), files: [], notices: [])
        try service.answer(
            "GET /v1/teams/demo/outputs/out_1",
            OutputView(
                summary: Self.summary(state), versions: [version],
                approval: ApprovalView(isEffective: isEffective, approvals: 1, needed: 2, reasons: ["Missing: one."]),
                reviews: [], findings: []))
        return countersign(["output", "show", "out_1"], service: service).output.split(separator: "\n").map(String.init)
            .filter { $0.hasPrefix("Approval") || $0.contains("countersign ") }
    }

    @Test func whatDoesNotCountAnyMoreSaysWhatNext() throws {
        let state = "Approval  not effective, 1 of 2"
        #expect(
            try show(.approved, isEffective: false) == [
                state, "Next      countersign review request out_1",
                "or        countersign run revise run_1 -m TEXT",
            ])
        #expect(try show(.inReview, isEffective: false) == [state])
        #expect(try show(.approved, isEffective: true) == ["Approval  effective, 1 of 2"])
    }
}

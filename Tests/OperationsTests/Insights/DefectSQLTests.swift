import API
import Domain
import Operations
import Store
import TestSupport
import Testing

/// What the database refuses by itself to somebody who has the service's role and leaves its code out.
@Suite struct DefectSQLTests {
    let story: TrustStory
    /// The author's: they asked for the output and wrote its template.
    let report: DefectView

    init() throws {
        story = try TrustStory.make()
        report = try story.report()
    }

    private func attack(_ person: String, _ sql: String) throws -> String {
        try Attack.run(
            story.world, team: World.northID, person: person,
            sql.replacing("DEFECT", with: report.id).replacing("FINDING", with: report.finding))
    }

    private static func judgement(_ judgement: String, by person: String, _ reason: String = "x") -> String {
        """
        INSERT INTO defect_judgements (team_id, defect_id, judgement, reason, judged_by, judged_at)
        VALUES ('\(World.northID)', 'DEFECT', '\(judgement)', '\(reason)', '\(person)', '2020-01-01')
        """
    }

    private static let confirmed = judgement("confirmed", by: "per_admin", "")
    private static let dismissed = judgement("dismissed", by: "per_admin")

    /// Who acts, what they write, and what becomes of it.
    private static let attacks: [(person: String, sql: String, outcome: String)] = [
        ("per_admin", confirmed, "done"), ("per_admin", dismissed, "done"),
        ("per_reviewer", judgement("confirmed", by: "per_reviewer", ""), "done"),
        ("per_author", judgement("withdrawn", by: "per_author"), "done"),
        // One's own report, or in somebody else's name.
        ("per_author", judgement("confirmed", by: "per_author", ""), "not_allowed"),
        ("per_author", judgement("dismissed", by: "per_author"), "not_allowed"),
        ("per_author", confirmed, "not_allowed"),
        ("per_admin", judgement("withdrawn", by: "per_admin"), "not_allowed"),
        ("per_admin", judgement("withdrawn", by: "per_author"), "not_allowed"),
        // The reviewer has approved it; the stranger is of another team.
        ("per_reviewer", judgement("dismissed", by: "per_reviewer"), "conflict_of_interest"),
        ("per_stranger", judgement("confirmed", by: "per_stranger", ""), "not_allowed"),
        // Once, whatever comes second, and also where a conflict is to be passed over.
        ("per_admin", confirmed + "; " + dismissed, "already_decided"),
        ("per_admin", dismissed + "; " + confirmed, "already_decided"),
        ("per_admin", dismissed + "; " + confirmed + " ON CONFLICT DO NOTHING", "already_decided"),
        ("per_admin", confirmed.replacing("DEFECT", with: "dfc_9"), "nothing"),
        ("per_admin", judgement("dismissed", by: "per_admin", ""), "not_without_a_reason"),
        ("per_admin", judgement("confirmed", by: "per_admin"), "not_without_a_reason"),
        ("per_admin", dismissed.replacing("'x'", with: "repeat('x', 2001)"), "defect_judgements_reason_check"),
        ("per_admin", judgement("forgotten", by: "per_admin"), "defect_judgements_judgement_check"),
        ("per_admin", confirmed + "; PERFORM FROM defect_judgements WHERE judged_at < '2025-01-01'", "nothing"),
        ("per_admin", confirmed + "; UPDATE defect_judgements SET judgement = 'dismissed'", "42501"),
        ("per_admin", confirmed + "; DELETE FROM defect_judgements", "42501"),
        // The finding says what the judgement said, and nobody else says it.
        (
            "per_admin", confirmed + "; PERFORM FROM findings WHERE id = 'FINDING' AND confirmed_at > '2025-01-01'",
            "done"
        ),
        (
            "per_admin",
            dismissed
                + "; PERFORM FROM findings WHERE id = 'FINDING' AND closed_by = 'per_admin' AND confirmed_at IS NULL",
            "done"
        ),
        ("per_author", "UPDATE findings SET confirmed_at = now() WHERE id = 'FINDING'", "wrong_state"),
        ("per_admin", confirmed + "; UPDATE findings SET confirmed_at = NULL WHERE id = 'FINDING'", "wrong_state"),
        (
            "per_author",
            "UPDATE findings SET closed_by = 'per_author', closed_at = now(), closed_on_version = 1 WHERE id = 'FINDING'",
            "wrong_state"
        ),
    ]

    @Test(arguments: attacks.indices) func theServiceItselfIsRefused(attack index: Int) throws {
        let (person, sql, outcome) = Self.attacks[index]
        #expect(try attack(person, sql) == outcome, "\(sql)")
    }

    /// Who asked for it and who wrote its template, each by itself.
    @Test func whoHasAStakeInItDismissesNothing() throws {
        try story.world.tamper("UPDATE verdicts SET person_id = 'per_second'")
        let byReviewer = Self.judgement("dismissed", by: "per_reviewer")
        #expect(try attack("per_reviewer", byReviewer) == "done")
        #expect(try attack("per_second", Self.judgement("dismissed", by: "per_second")) == "conflict_of_interest")
        for stake in ["runs SET requested_by", "template_versions SET author_id"] {
            try story.world.tamper("UPDATE \(stake) = 'per_reviewer'")
            #expect(try attack("per_reviewer", byReviewer) == "conflict_of_interest", "\(stake)")
            try story.world.tamper("UPDATE \(stake) = 'per_author'")
        }
        try story.world.tamper("UPDATE memberships SET roles = '{member}' WHERE person_id = 'per_reviewer'")
        #expect(try attack("per_reviewer", byReviewer) == "not_allowed")
    }

    /// Two people in the same instant: the second waits for the first, and is refused.
    @Test func onlyTheFirstOfTwoCounts() throws {
        let judge = try story.confirming(report)
        let other = try begin {
            try JudgeDefect.dismiss(story.world.team(.second), report.id, DefectEnd(reason: "It is there"))
        }
        try story.world.database.run(RunRaceTests.awaitBlocked(1))
        try judge.run(script: "COMMIT")
        #expect(other.wait() == .alreadyDecided)
    }
}

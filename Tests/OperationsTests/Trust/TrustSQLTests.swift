import API
import Domain
import Operations
import Store
import TestSupport
import Testing

/// What the database refuses by itself to somebody who has the service's role and leaves its code out.
@Suite struct TrustSQLTests {
    private static let north = World.northID

    private static func proposal(
        _ rung: String = "draft", class actionClass: String = "write", by person: String = "per_author",
        team: String = north
    ) -> String {
        """
        INSERT INTO trust_proposals (team_id, number, template, class, rung, template_version, context, documents,
            outputs, defects, effects, reason, proposed_by, proposed_at)
        VALUES ('\(team)', 2, 'release-notes', '\(actionClass)', '\(rung)', 1, sha256(''), '[]', 30, 0, 12, 'x', '\(person)', now())
        """
    }

    private static func move(
        _ proposal: String = "1", class actionClass: String = "write", by person: String = "per_admin"
    ) -> String {
        """
        INSERT INTO trust_moves (team_id, number, template, class, proposal, reason, moved_by, moved_at)
        VALUES ('\(north)', 1, 'release-notes', '\(actionClass)', \(proposal), '', '\(person)', now() - interval '1 day')
        """
    }

    private static func demotion(_ rung: String, number: Int = 1, by person: String = "NULL") -> String {
        """
        INSERT INTO trust_demotions (team_id, move, cause, number, rung, why, changed_by, noticed_at)
        VALUES ('\(north)', 1, 'aged', \(number), '\(rung)', 'old', \(person), '2020-01-01')
        """
    }

    /// Who acts, what they write, and what becomes of it. Proposal 1 is the author's, for `draft` with class `write`.
    private static let attacks: [(person: String, sql: String, outcome: String)] = [
        ("per_admin", move(), "done"),
        ("per_author", move(by: "per_author"), "not_allowed"), ("per_author", move(), "not_allowed"),
        ("per_reviewer", move(by: "per_reviewer"), "not_allowed"),
        ("per_stranger", move(by: "per_stranger"), "not_allowed"),
        ("per_admin", move("9"), "as_it_was_proposed"), ("per_admin", move(class: "configure"), "as_it_was_proposed"),
        ("per_reviewer", move("NULL", by: "per_reviewer"), "not_allowed"), ("per_admin", move("NULL"), "done"),
        ("per_admin", proposal("act_sampled", class: "pay", by: "per_admin"), "never_beyond_sign_off"),
        ("per_admin", proposal("act_sampled", class: "communicate", by: "per_admin"), "never_beyond_sign_off"),
        ("per_admin", proposal("act_sampled", class: "publish", by: "per_admin"), "never_beyond_sign_off"),
        ("per_admin", proposal("act_sampled", class: "delete", by: "per_admin"), "never_beyond_sign_off"),
        ("per_admin", proposal("act_sampled", class: "execute", by: "per_admin"), "done"),
        ("per_admin", proposal("observe", by: "per_admin"), "trust_proposals_rung_check"),
        ("per_admin", proposal("everything", by: "per_admin"), "trust_rung_check"),
        ("per_admin", proposal(), "not_allowed"),
        ("per_author", proposal().replacing("30, 0, 12", with: "30, 31, 12"), "trust_proposals_check"),
        ("per_author", proposal().replacing("30, 0, 12", with: "30, 0, -1"), "trust_proposals_effects_check"),
        ("per_author", proposal().replacing("'x', 'per", with: "'', 'per"), "trust_proposals_reason_check"),
        (
            "per_author", proposal().replacing("draft', 1, ", with: "draft', 9, "),
            "trust_proposals_team_id_template_template_version_fkey"
        ),
        ("per_admin", move().replacing("1, '', 'per", with: "1, repeat('x', 2001), 'per"), "trust_moves_reason_check"),
        (
            "per_admin",
            move()
                + "; INSERT INTO trust_demotions (team_id, move, cause, number, rung, why) VALUES ('\(north)', 1, 'mood', 1, 'observe', 'x')",
            "trust_demotions_cause_check"
        ),
        ("per_admin", move() + "; " + demotion("observe"), "done"),
        ("per_admin", move() + "; " + demotion("draft"), "wrong_state"),
        ("per_admin", move() + "; " + demotion("act_sampled"), "wrong_state"),
        ("per_admin", move("NULL") + "; " + demotion("observe"), "wrong_state"),
        ("per_admin", move() + "; " + demotion("observe", by: "'per_admin'"), "done"),
        ("per_admin", move() + "; " + demotion("observe", by: "'per_author'"), "not_allowed"),
        // What fell comes back, to no more than it was; and never before it fell.
        ("per_admin", move() + "; " + demotion("observe") + "; " + demotion("draft", number: 2), "done"),
        (
            "per_admin", move() + "; " + demotion("observe") + "; " + demotion("act_with_sign_off", number: 2),
            "wrong_state"
        ),
        ("per_admin", move() + "; " + demotion("draft", number: 2), "wrong_state"),
        ("per_admin", demotion("observe"), "wrong_state"),
        (
            "per_admin",
            move() + "; " + demotion("observe")
                + "; DO $$ BEGIN IF (SELECT noticed_at < now() FROM trust_demotions) THEN RAISE 'backdated'; END IF; END $$",
            "done"
        ),
        // What has happened to another class or another template does not make it stale.
        (
            "per_admin", move("NULL", class: "configure").replacing("', 1, 'rel", with: "', 9, 'rel") + "; " + move(),
            "done"
        ),
        ("per_admin", move("NULL").replacing("1, 'release-notes'", with: "9, 'other'") + "; " + move(), "done"),
        ("per_admin", move("NULL").replacing("', 1, 'rel", with: "', 9, 'rel") + "; " + move(), "stale"),
        ("per_stranger", proposal(by: "per_stranger"), "not_allowed"),
        ("per_author", proposal(team: World.southID), "not_allowed"),
        ("per_admin", "UPDATE trust_proposals SET proposed_by = 'per_second'", "42501"),
        ("per_admin", "UPDATE trust_moves SET moved_at = now()", "42501"),
        ("per_admin", "DELETE FROM trust_moves", "42501"), ("per_admin", "DELETE FROM trust_demotions", "42501"),
        ("per_admin", "TRUNCATE trust_proposals", "42501"),
    ]

    @Test(arguments: attacks.indices) func theServiceItselfIsRefused(attack: Int) throws {
        let story = try TrustStory.make()
        try story.outputs(3)
        try story.propose(.draft)
        let (person, sql, outcome) = Self.attacks[attack]
        #expect(try Attack.run(story.world, team: Self.north, person: person, sql) == outcome, "\(sql)")
    }

    @Test func aProposalIsUsedOnceInItsWeekAndByAnother() throws {
        let story = try TrustStory.make()
        try story.outputs(3)
        let proposal = try story.propose(.draft, by: .admin)
        func move() throws -> String {
            try Attack.run(story.world, team: Self.north, person: "per_admin", Self.move())
        }
        #expect(try move() == "second_person_required")
        try story.world.tamper("UPDATE trust_proposals SET proposed_by = 'per_author'")
        #expect(try move() == "done")
        try story.world.tamper("UPDATE trust_proposals SET proposed_at = now() - interval '7 days'")
        #expect(try move() == "expired")
        try story.world.tamper("UPDATE trust_proposals SET proposed_at = now()")
        try story.promote(proposal)
        #expect(try move() == "stale")
        try story.world.tamper("UPDATE trust_moves SET moved_at = moved_at - interval '1 day', number = 7")
        #expect(try move() == "a_proposal_is_used_once")
    }

    @Test func aDefectSinceTheProposalStopsIt() throws {
        let story = try TrustStory.make()
        try story.outputs(30)
        try story.propose(.draft)
        try story.defect()
        func move() throws -> String {
            try Attack.run(story.world, team: Self.north, person: "per_admin", Self.move())
        }
        #expect(try move() == "stale")
        // The evidence knows of an older one, and is not about those of other templates.
        try story.world.tamper("UPDATE findings SET confirmed_at = confirmed_at - interval '1 hour'")
        #expect(try move() == "done")
        try story.world.tamper("UPDATE findings SET confirmed_at = now(), template = 'other'")
        #expect(try move() == "done")
        // One that nobody has confirmed is none.
        try story.world.tamper("UPDATE findings SET confirmed_at = NULL, template = 'release-notes'")
        #expect(try move() == "done")
    }

    /// Without the operation, which takes the lock before: a defect that is being confirmed is waited for.
    @Test func aDefectInTheSameInstantIsWaitedFor() throws {
        let story = try TrustStory.make()
        try story.outputs(30)
        try story.propose(.draft)
        let judge = try story.confirming(story.report())
        let script = "SET countersign.team = '\(Self.north)'; SET countersign.person = 'per_admin'; \(Self.move())"
        let move = try begin {
            let mover = Connection(url: story.world.database.appURL)
            try mover.open()
            try mover.run(script: script)
        }
        try story.world.database.run(RunRaceTests.awaitBlocked(1))
        try judge.run(script: "COMMIT")
        #expect(move.wait() == .stale)
    }

    /// Whatever time is written, the database's counts.
    @Test func timesAreTheDatabases() throws {
        let story = try TrustStory.trusted()
        let old = "PERFORM FROM trust_moves WHERE moved_at < now() - interval '1 hour'"
        #expect(try Attack.run(story.world, team: Self.north, person: "per_admin", old) == "nothing")
        #expect(
            try Attack.run(
                story.world, team: Self.north, person: "per_admin",
                Self.move("NULL").replacing("', 1, 'rel", with: "', 9, 'rel") + "; " + old) == "nothing")
        // A proposal of next year would count for more than its week.
        let proposed = Self.proposal().replacing("', 2, 'rel", with: "', 9, 'rel")
        #expect(
            try Attack.run(
                story.world, team: Self.north, person: "per_author",
                proposed.replacing("now()", with: "now() + interval '1 year'")
                    + "; PERFORM FROM trust_proposals WHERE proposed_at > clock_timestamp()") == "nothing")
    }

    @Test(arguments: ["trust_proposals", "trust_moves", "trust_demotions", "defect_judgements"])
    func aTeamsRowsAreThereForItselfOnly(table: String) throws {
        let story = try TrustStory.trusted()
        try story.defect()
        _ = try story.ask(try story.actions.start(TrustStory.template))
        #expect(try Attack.run(story.world, team: Self.north, "PERFORM FROM \(table)") == "done")
        #expect(try Attack.run(story.world, team: World.southID, "PERFORM FROM \(table)") == "nothing")
        #expect(try Attack.run(story.world, "PERFORM FROM \(table)") == "nothing")
    }
}

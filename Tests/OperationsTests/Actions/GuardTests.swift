import API
import Domain
import Operations
import Store
import TestSupport
import Testing

/// What the schema refuses even to the service itself: a defect, or somebody who took it over, still cannot make an
/// action happen that nobody has signed.
@Suite struct GuardTests {
    private static let forged = """
        INSERT INTO sign_offs (team_id, id, request_id, person_id, tier, step_up, request_digest, payload, digest,
            signed_at, expires_at)
        SELECT team_id, 'sig_x', id, 'per_reviewer', 'countersignature', 'password', digest, '{}', sha256('{}'), now(),
            now() + interval '1 hour' FROM action_requests
        """

    private static let request = """
        INSERT INTO action_requests (team_id, id, run_id, action, class, is_reversible, arguments, target, preview,
            canonical, digest, effect_digest, policy_number, decision, needed_sign_offs, needed_countersignatures, executor, state,
            requested_by, deadline)
        SELECT team_id, 'act_x', run_id, action, CLASS, REVERSIBLE, ARGUMENTS, target, preview, canonical, digest,
            effect_digest, policy_number, decision, NEEDED, COUNTER, executor, 'STATE', requested_by, deadline
        FROM action_requests
        """

    private static func request(
        _ state: String, class actionClass: String = "class", reversible: String = "is_reversible", needed: Int = 1,
        counter: Int = 1, arguments: String = "arguments"
    ) -> String {
        request.replacing("CLASS", with: actionClass).replacing("ARGUMENTS", with: arguments).replacing(
            "REVERSIBLE", with: reversible
        )
        .replacing("NEEDED", with: "\(needed)").replacing("COUNTER", with: "\(counter)").replacing("STATE", with: state)
    }

    private static func anotherRequest(_ trust: String) -> String {
        """
        INSERT INTO action_requests
        SELECT (jsonb_populate_record(asked, '{"id": "act_x", "trust": \(trust)}')).* FROM action_requests AS asked
        """
    }

    private static let decide = """
        INSERT INTO action_decisions (team_id, request_id, outcome, decided_by, reason, decided_at)
        SELECT team_id, id, 'OUTCOME', 'system:x', '', now() - interval '1 day' FROM action_requests
        """
    private static let effect = """
        INSERT INTO effects (team_id, request_id, executor, instance, presumed_lost_at)
        SELECT team_id, id, executor, 'x', now() FROM action_requests
        """

    private static let signOff = """
        SELECT record_sign_off('sig_x', id, 'countersignature', 'password', DIGEST, payload, sha256(payload::bytea), 60)
        FROM (SELECT id, digest, jsonb_build_object('team', team_id, 'request', id, 'person', 'PERSON', 'tier',
            'countersignature', 'request_digest', 'sha256:' || encode(digest, 'hex'), 'lifetime_seconds', 60)::text
            AS payload
            FROM action_requests) AS made
        """

    private static func signOff(person: String = "per_reviewer", digest: String = "digest") -> String {
        signOff.replacing("DIGEST", with: digest).replacing("PERSON", with: person)
    }

    /// Each against a held notice, as the role of the service, in the team, for the reviewer.
    private static let attacks: [(sql: String, answer: String)] = [
        (forged, "permission denied"),
        ("UPDATE sign_offs SET expires_at = 'infinity'", "permission denied"),
        ("INSERT INTO verdicts SELECT * FROM verdicts", "permission denied"),
        (decide.replacing("OUTCOME", with: "signed"), "action_denied"),
        (decide.replacing("OUTCOME", with: "timed_out"), "wrong_state"),
        (effect, "action_denied"),
        ("UPDATE action_requests SET state = 'signed'", "wrong_state"),
        ("UPDATE action_requests SET state = 'allowed'", "wrong_state"),
        ("UPDATE action_requests SET state = 'executing'", "wrong_state"),
        ("UPDATE action_requests SET arguments = '{}'", "wrong_state"),
        ("UPDATE action_requests SET canonical = '{}'", "wrong_state"),
        ("UPDATE action_requests SET deadline = 'infinity'", "wrong_state"),
        ("UPDATE action_requests SET trust = '{\"write\": \"act_sampled\"}'", "wrong_state"),
        (anotherRequest("{\"write\": \"always\"}"), "action_requests_trust_check"),
        (anotherRequest("{\"everything\": \"draft\"}"), "action_requests_trust_check"),
        ("UPDATE action_requests SET needed_sign_offs = 0, needed_countersignatures = 0", "wrong_state"),
        ("DELETE FROM action_requests", "permission denied"),
        ("DELETE FROM action_decisions", "permission denied"),
        ("DELETE FROM events", "permission denied"),
        ("UPDATE events SET entry = '{}'", "permission denied"),
        ("TRUNCATE events", "permission denied"),
        ("ALTER TABLE events DISABLE TRIGGER ALL", "must be owner"),
        ("SET session_replication_role = replica", "permission denied"),
        (
            """
            INSERT INTO events (team_id, name, actor, subject, entry, leaf)
            VALUES (current_team(), 'a_b', 'x', 'y', '{}', sha256('forged'))
            """, "events_check"
        ),
        (request("allowed"), "action_denied"),
        (request("allowed", class: "'pay'", reversible: "true", needed: 0, counter: 0), "action_denied"),
        (request("allowed", class: "'write'", reversible: "false", needed: 0, counter: 0), "action_denied"),
        (request("signed"), "wrong_state"),
        (request("executing"), "wrong_state"),
        (request("held", needed: 0, counter: 0), "action_denied"),
        (request("held", needed: 1, counter: 0), "action_denied"),
        (request("held", arguments: "'{}'"), "action_requests_check"),
        (signOff(person: "per_admin"), "stale"),
        (signOff(digest: "sha256('x')"), "stale"),
        ("SET countersign.person = 'per_author'; " + signOff(person: "per_author"), "conflict_of_interest"),
        ("SET countersign.person = 'per_stranger'; " + signOff(person: "per_stranger"), "not_found"),
        ("SET countersign.team = '\(World.southID)'; SELECT 1 / count(*) FROM action_requests", "division by zero"),
    ]

    @Test(arguments: attacks.indices)
    func theServiceItselfIsRefused(attack: Int) throws {
        let story = try ActionStory.make()
        let held = try story.held()
        let (sql, answer) = Self.attacks[attack]
        #expect(try said(story, sql).contains(answer), "\(sql)")
        #expect(try story.show(held).state == .held)
        #expect(try story.outcomes(held) == [])
    }

    @Test func aDecisionIsMadeOnceAndAnEffectBegunOnce() throws {
        let story = try ActionStory.make()
        let held = try story.held()
        try story.sign(held)
        #expect(try said(story, Self.decide.replacing("OUTCOME", with: "denied_by")).contains("already_decided"))
        #expect(try said(story, Self.decide.replacing("OUTCOME", with: "signed")).contains("already_decided"))
        #expect(try said(story, Self.decide.replacing("OUTCOME", with: "policy")).contains("already_decided"))
        #expect(try said(story, "UPDATE action_requests SET state = 'executed'").contains("wrong_state"))
        #expect(try said(story, "UPDATE action_requests SET state = 'executing'").contains("wrong_state"))
        #expect(try said(story, Self.signOff()).contains("already_decided"))
        try story.execute(held)
        #expect(try said(story, Self.effect).contains("already_used"))
        #expect(try said(story, "UPDATE effects SET state = 'started', finished_at = NULL").contains("already_used"))
        #expect(try said(story, "UPDATE action_requests SET state = 'held'").contains("wrong_state"))
    }

    @Test func oneOfTwoSignaturesIsNotEnough() throws {
        let story = try ActionStory.make(policy: ActionStory.twoSign)
        let held = try story.held()
        try story.sign(held)
        #expect(try said(story, Self.decide.replacing("OUTCOME", with: "signed")).contains("action_denied"))
    }

    @Test func anEffectTakesAsManySignersAsAreStillThere() throws {
        let story = try ActionStory.make(policy: ActionStory.twoSign)
        let held = try story.held()
        try story.sign(held, by: .reviewer)
        try story.sign(held, by: .second)
        let gone = "DELETE FROM memberships WHERE person_id = 'per_second'; "
        #expect(try said(story, gone + Self.effect).contains("action_denied"))
        #expect(try said(story, Self.effect) == "nothing")
    }

    /// What the database says to the role of the service.
    private func said(_ story: ActionStory, _ sql: String) throws -> String {
        let connection = Connection(url: story.world.database.appURL)
        try connection.open()
        try connection.run(script: "SET countersign.team = '\(World.northID)'; SET countersign.person = 'per_reviewer'")
        do {
            try connection.run(script: sql)
            return "nothing"
        } catch {
            return (error as? Failure)?.code.rawValue ?? "\(error)"
        }
    }
}

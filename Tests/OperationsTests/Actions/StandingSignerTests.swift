import API
import Domain
import Operations
import TestSupport
import Testing

/// Who has signed is counted again when it is carried out, as they and the policy are then.
@Suite struct StandingSignerTests {
    private static let one = "    requires:\n      roles: [reviewer, admin]"
    private static let two = "    requires: {count: 2, roles: [reviewer, admin]}"

    /// A notice that takes two and has been signed by two.
    private static func signed() throws -> (ActionStory, ActionView) {
        let story = try ActionStory.make(policy: { $0 = policy($0, one, two) })
        let held = try story.held()
        try story.sign(held, by: .reviewer)
        #expect(try story.sign(held, by: .second).state == .signed)
        return (story, held)
    }

    private static func policy(_ files: [String: String], _ old: String, _ new: String) -> [String: String] {
        files.filter { !$0.key.hasPrefix("cases/") }.mapValues { $0.replacing(old, with: new) }
    }

    private static let lack = """
        not carried out: as things are now it takes 2 countersignatures by reviewer or admin, not by the requester or a \
        contributor (1 more), and that many have not signed
        """

    @Test func twoWhoStillMayAreEnough() throws {
        let (story, held) = try Self.signed()
        try story.execute(held)
        #expect(try story.show(held).state == .executed)
    }

    @Test(arguments: [
        "DELETE FROM memberships WHERE person_id = 'per_second'",
        "UPDATE memberships SET roles = '{member}' WHERE person_id = 'per_second'",
        "UPDATE persons SET disabled_at = now() WHERE id = 'per_second'",
        "UPDATE runs SET requested_by = 'per_second'",
        """
        INSERT INTO policy_bundles (team_id, number, digest, files, enacted_by)
            SELECT team_id, 2, digest, files, 'per_second' FROM policy_bundles WHERE number = 1
        """,
    ])
    func whoMayNotSignAnyMoreDoesNotCount(change: String) throws {
        let (story, held) = try Self.signed()
        try story.world.tamper(change)
        try story.execute(held)
        let refused = try story.show(held)
        #expect(refused.state == .failed && refused.effect == nil)
        #expect(refused.outcomeReason == Self.lack)
        #expect(story.executed("notices") == [])
    }

    @Test func aPolicyThatAsksForMoreByThenIsNotMet() throws {
        let story = try ActionStory.make()
        let held = try story.held()
        try story.sign(held)
        try story.world.enactSmallTeamPolicy(Self.policy(try World.smallTeamPolicy(), Self.one, Self.two))
        try story.execute(held)
        #expect(try story.show(held).outcomeReason == Self.lack)
        #expect(story.executed("notices") == [])
    }

    /// Who looks is told what counts by now, and changes nothing; who tries to sign ends the wait.
    @Test func whatPolicyForbidsByNowIsDeniedAtTheFirstYes() throws {
        let story = try ActionStory.make()
        let held = try story.held()
        #expect(held.reasons == ["notice-is-countersigned (approvals.yaml:40): action is team.notify"])
        var files = try World.smallTeamPolicy().filter { !$0.key.hasPrefix("cases/") }
        files["approvals.yaml", default: ""] += "\n  - {name: no-notices, effect: forbid, if: {action: team.notify}}\n"
        try story.world.enactSmallTeamPolicy(files)
        let why = ["no-notices (approvals.yaml:81, policy 2): action is team.notify"]
        let shown = try story.show(held)
        #expect(shown.state == .held && shown.requirement == nil && shown.reasons == why)
        let explained = try ExplainPolicy.run(story.world.team(.author), PolicyExplainRequest(request: held.id)).items
        #expect(
            explained.map { "\($0.subject): \($0.outcome)" } == [
                "\(held.id), as things are now, no milder than it was answered: deny",
                "\(held.id) by policy 1, which its run pinned (as things are now): hold",
                "\(held.id) by policy 2, which is in force (as things are now): deny",
            ])
        #expect(explained.first?.reasons == why)
        #expect(try story.runState(held) == .awaitingInput)
        let failure = #expect(throws: Failure.self) { try story.sign(held, by: .reviewer) }
        #expect(failure?.code == .actionDenied)
        let denied = try story.show(held)
        #expect(denied.state == .denied && denied.outcome == "policy" && denied.outcomeReason == why[0])
        #expect(denied.signOffs.isEmpty && story.executed("notices") == [])
        #expect(try story.runState(held) == .running)
        #expect(try story.runs.events("action:\(held.id)") == ["action_held", "action_denied"])
    }

    /// The pinned bundle counts, too: who asks for less later lowers nothing.
    @Test func aPolicyThatAsksForLessByThenChangesNothing() throws {
        let (story, held) = try Self.signed()
        try story.world.enactSmallTeamPolicy(Self.policy(try World.smallTeamPolicy(), Self.two, Self.one))
        try story.world.tamper("DELETE FROM memberships WHERE person_id = 'per_second'")
        try story.execute(held)
        #expect(try story.show(held).outcomeReason == Self.lack)
    }

    @Test func whatWasAllowedIsNotOnceAPersonIsAskedFor() throws {
        let story = try ActionStory.make()
        let allowed = try story.ask(try story.start(), "notes.append", ["page": "week-7", "text": "Done."])
        #expect(allowed.state == .allowed)
        var files = try World.smallTeamPolicy().filter { !$0.key.hasPrefix("cases/") }
        files["approvals.yaml", default: ""] += """

              - {name: notes-are-read, effect: hold, if: {action: notes.append}, sign_off: confirmation, requires: {count: 1}}

            """
        try story.world.enactSmallTeamPolicy(files)
        try story.execute(allowed)
        let refused = try story.show(allowed)
        #expect(refused.state == .failed)
        #expect(refused.outcomeReason?.contains("it takes 1 confirmation by the requester") == true)
        #expect(story.executed("notes") == [])
    }
}

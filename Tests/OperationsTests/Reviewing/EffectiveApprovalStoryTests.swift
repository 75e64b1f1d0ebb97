import API
import Decisions
import Domain
import Operations
import Store
import TestSupport
import Testing

/// An approval counts only as long as everything it was about is as it was, by the facts of each moment.
@Suite struct EffectiveApprovalStoryTests {
    private static func approved(_ risk: Risk = .shared) throws -> (ReviewStory, Reader) {
        let story = try ReviewStory.make(risk: risk)
        let reader = try story.reader()
        try reader.work()
        try reader.give(.approve)
        #expect(try story.approval().isEffective)
        return (story, reader)
    }

    private static func reasons(_ story: ReviewStory) throws -> String {
        let approval = try story.approval()
        #expect(!approval.isEffective && approval.expiresAt == nil)
        return approval.reasons.joined(separator: "\n")
    }

    @Test func aPushInBetweenEndsIt() throws {
        let (story, _) = try Self.approved()
        let next = try story.submitAgain()
        #expect(try Self.reasons(next).hasPrefix("Missing: 1 of 1 approvals"))
        #expect(try next.show().summary.reviewState == .inReview)
    }

    @Test func itExpiresByTheDatabasesClock() throws {
        let (story, _) = try Self.approved()
        let expires = try #require(try story.approval().expiresAt)
        func move(_ seconds: Int64) throws {
            try story.world.tamper(
                """
                UPDATE verdicts SET given_at = to_timestamp(\(Double(expires.microsecondsSince1970) / 1e6))
                    - interval '7 days' - interval '\(seconds) seconds'
                """)
        }
        try move(7 * 86_400 - 60)
        #expect(try story.approval().isEffective, "a minute is left")
        try move(7 * 86_400 + 1)
        #expect(try Self.reasons(story).contains("has expired"))
    }

    @Test func aConflictOfNowCounts() throws {
        let (story, reader) = try Self.approved()
        try story.answerQuestion(reader.login)
        #expect(try Self.reasons(story).contains("fed content to it"))
    }

    /// Whoever edits the policy within two weeks of using an approval cannot have given it.
    @Test func editingThePolicyEndsTheEditorsApproval() throws {
        let (story, reader) = try Self.approved()
        try story.world.tamper(
            """
            INSERT INTO policy_bundles (team_id, number, digest, files, enacted_by)
            SELECT team_id, 2, digest, files, '\(reader.login.id)' FROM policy_bundles WHERE number = 1
            """)
        #expect(try Self.reasons(story).contains("edited the policy"))
        try story.world.tamper("UPDATE policy_bundles SET enacted_at = now() - interval '15 days' WHERE number = 2")
        #expect(try story.approval().isEffective)
    }

    @Test func whoIsNoReviewerAnyMoreDoesNotCount() throws {
        let (story, reader) = try Self.approved()
        try story.world.database.run("UPDATE memberships SET roles = '{member}' WHERE person_id = '\(reader.login.id)'")
        #expect(try Self.reasons(story).contains("no reviewer any more"))
        try story.world.database.run(
            "UPDATE memberships SET roles = '{reviewer}' WHERE person_id = '\(reader.login.id)'")
        #expect(try story.approval().isEffective)
        try story.world.database.run("UPDATE persons SET disabled_at = now() WHERE id = '\(reader.login.id)'")
        #expect(try Self.reasons(story).contains("no reviewer any more"))
    }

    private static func enact(_ story: ReviewStory, _ old: String, _ new: String, in file: String) throws {
        var files = try World.smallTeamPolicy().filter { !$0.key.hasPrefix("cases/") }
        files["use-cases.yaml"] = files["use-cases.yaml"]?
            .replacing("risk: shared", with: "risk: irreversible", maxReplacements: 1)
        let text = try #require(files[file])
        #expect(text.contains(old))
        files[file] = text.replacing(old, with: new)
        try story.world.enactSmallTeamPolicy(files)
    }

    @Test func aStricterPolicyHoldsAtOnceAndAWeakerOneForNewRunsOnly() throws {
        let (story, _) = try Self.approved()
        let settings = "shared: {approvals: 1"
        try Self.enact(story, settings, "shared: {approvals: 2", in: "review.yaml")
        #expect(try Self.reasons(story).contains("1 of 2 approvals"))
        // Runs pin what they were dispatched under.
        let pinned = ReviewStory(
            runs: story.runs,
            output: try story.runs.submit(try story.runs.start(), ["release-notes.md": ReviewStory.notes]))
        let reader = try pinned.reader()
        try reader.work()
        try reader.give(.approve)
        try Self.enact(story, settings, settings, in: "review.yaml")
        #expect(try story.approval().isEffective)
        #expect(try Self.reasons(pinned).contains("1 of 2 approvals"))
    }

    @Test func aPolicyWithoutRelevantChangesLeavesItAlone() throws {
        let (story, _) = try Self.approved()
        try Self.enact(story, "lifetime: 30d", "lifetime: 29d", in: "review.yaml")
        #expect(try story.approval().isEffective)
        try Self.enact(story, "lifetime: 7d", "lifetime: 10m", in: "review.yaml")
        #expect(try story.approval().isEffective)
        try story.world.tamper("UPDATE verdicts SET given_at = given_at - interval '11 minutes'")
        #expect(try Self.reasons(story).contains("has expired"))
    }

    @Test func anOwnerThatWasNamedSinceIsAskedFor() throws {
        let (story, _) = try Self.approved()
        try Self.enact(story, "kind:analysis ", "release-notes.md @admin\nkind:analysis ", in: "OWNERS")
        #expect(try Self.reasons(story).contains("an approval by @admin for release-notes.md"))
        let admin = try story.assign(.admin)
        // Whoever enacted the change that asks for them cannot give what it asks for.
        try admin.work()
        #expect(try admin.refusals() == ["conflict_of_interest"])
    }

    /// A template's criteria are its version's: another version is for other runs, and this one cannot be edited.
    @Test func criteriaEditedAfterwards() throws {
        let (story, _) = try Self.approved()
        try story.runs.publish {
            $0["task.yaml"] = $0["task.yaml"]?.replacing("Breaking changes stand first.", with: "Nothing is breaking.")
        }
        #expect(try story.approval().isEffective)
        try story.world.tamper(
            """
            UPDATE template_versions SET definition = replace(definition::text, 'stand first', 'stand last')::jsonb
            WHERE number = 1
            """)
        #expect(try Self.reasons(story).contains("the success criteria changed since"))
    }

    @Test(
        arguments: [
            (
                "UPDATE output_files SET digest = sha256('x') WHERE path = 'release-notes.md'",
                "the output changed since"
            ),
            (
                "UPDATE output_chunks SET body = 'x', digest = sha256('x') WHERE chunk = 1", "the output changed since"
            ),
            (
                "UPDATE receipts SET credited_milliseconds = credited_milliseconds + 1 WHERE chunk = 0",
                "its digest differs"
            ),
            ("UPDATE receipts SET acknowledged_at = NULL WHERE chunk = 0", "its digest differs"),
            ("UPDATE verdicts SET person_id = 'per_admin'", "its digest differs"),
            ("UPDATE verdicts SET number = 1, verdict = 'cannot_tell', expires_at = NULL", "Missing: 1 of 1"),
        ])
    func whateverIsTamperedWithShows(script: String, reason: String) throws {
        let (story, _) = try Self.approved()
        try story.world.tamper(script)
        #expect(try Self.reasons(story).contains(reason))
    }

    @Test func aPolicyThatNobodyEnactedIsStale() throws {
        let (story, _) = try Self.approved()
        let known = try story.world.team(.author).read {
            try CurrentPolicy.load($0, try story.world.team(.author)).bundle.digest
        }
        try story.world.tamper(
            """
            UPDATE verdicts SET payload = replace(payload, '\(known)', '\(Digest.of("weaker"))'),
                digest = sha256(convert_to(replace(payload, '\(known)', '\(Digest.of("weaker"))'), 'UTF8'))
            """)
        #expect(try Self.reasons(story).contains("the policy changed since"))
    }

    @Test func twoPeopleAreTwoPeople() throws {
        let story = try ReviewStory.make(risk: .sensitive)
        let readers = try story.readers()
        #expect(Set(readers.map(\.login)).count == 2)
        for (index, reader) in readers.enumerated() {
            try reader.work()
            #expect(try reader.give(.approve).reviewState == (index == 0 ? .inReview : .approved))
        }
        let approval = try story.approval()
        #expect(approval.isEffective && approval.approvals == 2 && approval.needed == 2)
        // The earlier of the two ends it.
        #expect(try #require(approval.expiresAt).secondsSince1970 < Int64.max)
    }

    @Test func anOutputOfOthersIsMissing() throws {
        let (story, _) = try Self.approved()
        let stranger = try story.world.team(.stranger)
        #expect(
            refusal { try stranger.read { try EffectiveApproval.compute($0, stranger, outputID: story.output.output) } }
                == .notFound)
    }
}

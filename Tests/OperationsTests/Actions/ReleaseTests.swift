import API
import Domain
import Operations
import Store
import TestSupport
import Testing

/// An approved output leaves the team as exactly the bytes that were approved.
@Suite struct ReleaseTests {
    @Test func theApprovedBytesAreOnABranchOnceTheyAreCountersigned() throws {
        let story = try ActionStory.make()
        let repository = try story.folder.repository()
        let version = try story.approvedOutput()
        let held = try story.release(version, repository: repository)
        #expect(held.state == .held && held.output == version.output && held.outputVersion == 1)
        #expect(held.requestedBy == "author")
        let output = try JSON(text: held.canonical)["output"]
        #expect(
            output == [
                "id": .string(version.output), "version": 1,
                "content_digest": .string(version.contentDigest.description),
            ])
        #expect(refusal { try story.sign(held, by: .author) } == .conflictOfInterest)
        try story.sign(held, by: .admin)
        #expect(try BackgroundJobs.runDue(story.world.services) == 1)
        let done = try story.show(held)
        #expect(done.state == .executed)
        func git(_ arguments: [String]) throws -> String { try story.folder.git(arguments, in: repository) }
        #expect(try git(["ls-tree", "-r", "--name-only", "release/1.4"]) == "release-notes.md\n")
        #expect(try git(["show", "release/1.4:release-notes.md"]) == ReviewStory.notes)
        let commit = try #require(done.effect?.result["commit"]?.string)
        #expect(try git(["rev-parse", "release/1.4"]) == commit + "\n")
        let message = try git(["log", "-1", "--format=%an <%ae>%n%B", "release/1.4"])
        #expect(
            message == """
                Countersign <countersign@localhost>
                Release \(version.output) version 1

                Countersign-Request: \(held.id)
                Countersign-Request-Digest: \(held.digest)
                Countersign-Output: \(version.output) version 1
                Countersign-Content-Digest: \(version.contentDigest)
                Countersigned-By: admin


                """)
        let shown = try ShowOutput.run(story.world.team(.author), id: version.output)
        #expect(shown.summary.reviewState == .released)
        #expect(try story.runs.events("output:\(version.output)").last == "output_released")
    }

    @Test func whatNobodyHasApprovedStays() throws {
        let story = try ActionStory.make()
        let repository = try story.folder.repository()
        let version = try story.runs.submit(
            try story.start("release-notes"), ["release-notes.md": ReviewStory.notes])
        #expect(refusal { try story.release(version, repository: repository) } == .notApproved)
        try story.approve(version)
        #expect(try story.release(version, repository: repository).state == .held)
    }

    @Test func aNewVersionMakesTheSignOffStale() throws {
        let story = try ActionStory.make()
        let repository = try story.folder.repository()
        let version = try story.approvedOutput()
        let held = try story.release(version, repository: repository)
        let signedTooEarly = try story.release(version, repository: repository, branch: "release/1.5")
        try story.sign(signedTooEarly)
        _ = try ReviewStory(runs: story.runs, output: version).submitAgain()
        #expect(refusal { try story.sign(held) } == .stale)
        try story.execute(signedTooEarly)
        let refused = try story.show(signedTooEarly)
        #expect(refused.state == .failed && refused.effect == nil)
        #expect(refused.outcomeReason?.contains("is at version 2 now") == true)
        #expect(try story.folder.git(["branch", "--list"], in: repository) == "")
    }

    @Test func anApprovalThatEndsStopsTheSignatureAndTheEffect() throws {
        let story = try ActionStory.make()
        let repository = try story.folder.repository()
        let version = try story.approvedOutput()
        let held = try story.release(version, repository: repository)
        let signed = try story.release(version, repository: repository, branch: "release/1.5")
        try story.sign(signed)
        try story.world.tamper(
            "UPDATE verdicts SET given_at = given_at - interval '8 days', expires_at = expires_at - interval '8 days'")
        #expect(refusal { try story.sign(held) } == .notApproved)
        try story.execute(signed)
        #expect(try story.show(signed).outcomeReason?.contains("is not approved as it is now") == true)
        #expect(try story.folder.git(["branch", "--list"], in: repository) == "")
    }

    /// Somebody still at work has found what blocks it: nobody is told what, and nothing leaves.
    @Test func whatIsFoundWhileItWaitsStopsIt() throws {
        let story = try ActionStory.make()
        let repository = try story.folder.repository()
        let version = try story.approvedOutput()
        let signed = try story.release(version, repository: repository)
        try story.sign(signed, by: .second)
        let late = try ReviewStory(runs: story.runs, output: version).assign(.admin)
        _ = try late.find("It names a customer", blocking: true)
        let effect = """
            INSERT INTO effects (team_id, request_id, executor, instance, presumed_lost_at)
            SELECT team_id, id, executor, 'x', now() FROM action_requests
            """
        #expect(try Attack.run(story.world, team: World.northID, person: "per_second", effect) == "not_approved")
        try story.execute(signed)
        let refused = try story.show(signed)
        #expect(refused.state == .failed)
        #expect(refused.outcomeReason?.hasSuffix("the verdict of a review that is still open. Wait for it.") == true)
        #expect(try story.folder.git(["branch", "--list"], in: repository) == "")
    }

    @Test(arguments: [
        ("main", "no-release-over-main"), ("a..b", "executor"), ("x.lock", "executor"), ("release/../main", "executor"),
    ])
    func aBranchThatCannotBeIsDeniedBeforeAnybodyIsAsked(branch: String, rule: String) throws {
        let story = try ActionStory.make()
        let repository = try story.folder.repository()
        let denied = try story.release(try story.approvedOutput(), repository: repository, branch: branch)
        #expect(denied.state == .denied && denied.reasons.first?.hasPrefix(rule) == true)
    }

    @Test func onlyTheOperatorsRepositoriesAreWrittenTo() throws {
        let story = try ActionStory.make()
        let version = try story.approvedOutput()
        let elsewhere = try TemporaryFolder()
        let repository = try elsewhere.repository()
        for path in [
            repository, "file://\(repository)", "\(story.folder.path)/../\(repository)", "/nowhere", "notes.git",
        ] {
            let denied = try story.release(version, repository: path)
            #expect(denied.state == .denied && denied.reasons.first?.hasPrefix("executor") == true, "\(path)")
            // Asked so often, the next would be denied for that.
            try story.world.tamper(
                "DELETE FROM action_decisions; DELETE FROM action_requests")
        }
    }

    @Test func anotherTeamsOutputIsMissing() throws {
        let story = try ActionStory.make()
        let version = try story.approvedOutput()
        let failure = #expect(throws: Failure.self) {
            try story.release(version, repository: "/srv/app.git", by: .stranger)
        }
        #expect(failure?.code == .notFound && failure?.message == "there is no output \(version.output) here")
    }
}

import API
import Decisions
import Domain
import Operations
import TestSupport
import Testing

/// Who could have reviewed what the last days' runs made, had another bundle been in force: as the assignment asks.
@Suite struct ReplayedReviewTests {
    private let runs: RunStory

    init() throws { runs = try RunStory.make() }

    private func replay(owners: String) throws -> PolicyReplayView {
        var files = try World.smallTeamPolicy().filter { !$0.key.hasPrefix("cases/") }
        files["OWNERS"] = owners
        return try ReplayPolicy.run(runs.world.team(.admin), PolicyReplayRequest(files: files, days: 7))
    }

    private func submitted() throws -> ClaimedRun {
        let run = try runs.start()
        try runs.submit(run)
        return run
    }

    /// Where one person owns what a run makes, it is their desk that fills, however many others could review.
    @Test func theOwnersOfALineHaveTheirOwnRoom() throws {
        let all = try (0...ReviewLoad.openLimit).map { _ in try submitted().id }
        #expect(try replay(owners: "* @@reviewer\n").overCapacity.isEmpty, "two reviewers share them")
        let one = try replay(owners: "[Notes]\nrelease-notes.md @second\n")
        #expect(one.overCapacity.map(\.subject) == [all.last])
        #expect(
            one.overCapacity.first?.reasons == [
                "nobody with room: an approval by @second for release-notes.md (OWNERS:2)",
                "second has 5 open",
            ])
    }

    /// Whoever had a part in a run gives no room to it.
    @Test func onlyWhoCouldReviewHasRoom() throws {
        let all = try (0...ReviewLoad.openLimit).map { _ in try submitted().id }
        try runs.world.tamper("UPDATE runners SET operator_id = 'per_second'")
        let over = try replay(owners: "* @@reviewer\n").overCapacity
        #expect(over.map(\.subject) == [all.last])
        #expect(over.first?.reasons.contains("reviewer has 5 open") == true)
    }

    /// What was really submitted counts, and an excluded path is nobody's.
    @Test func thePathsOfTheOutputAreAsked() throws {
        _ = try submitted()
        let other = try replay(owners: "* @@reviewer\n[Notes]\nother-notes.md @nobody-here\n")
        #expect(other.refusedRuns.isEmpty && other.withoutReviewer.isEmpty)
        let declared = try replay(owners: "* @@reviewer\n[Notes]\nrelease-notes.md @nobody-here\n")
        #expect(declared.refusedRuns.map(\.code) == ["pool_too_small"])
        #expect(
            try replay(owners: "* @@reviewer\n[Notes]\n* @nobody-here\n!release-notes.md\nkind:document\n")
                .refusedRuns.isEmpty)
    }

    /// On which host a run is worked on is known only later: its operator drops out between dispatch and review.
    @Test func whoeverHadAPartInTheRunCouldNotHaveReviewedIt() throws {
        let run = try submitted()
        let owners = "* @@reviewer\n[Notes]\nrelease-notes.md @second\n"
        #expect(try replay(owners: owners).withoutReviewer.isEmpty)
        try runs.world.tamper("UPDATE runners SET operator_id = 'per_second'")
        let operated = try replay(owners: owners)
        #expect(operated.refusedRuns.isEmpty && operated.withoutReviewer.map(\.run) == [run.id])
        #expect(
            operated.withoutReviewer.first?.reasons == [
                "too few could review it: OWNERS:3 needs an approval by @second for release-notes.md",
                "author cannot: asked for run \(run.id); wrote template release-notes version 1",
                "second cannot: operates runner north-host",
            ])
        try runs.world.tamper("UPDATE template_versions SET author_id = 'per_second'")
        let written = try replay(owners: owners)
        #expect(written.refusedRuns.map(\.code) == ["pool_too_small"] && written.withoutReviewer.isEmpty)
        #expect(
            written.refusedRuns.first?.reasons.contains(
                "second cannot: wrote template release-notes version 1") == true)
    }

    /// By the facts of then: who is away now was there, and who changed the policy since had not.
    @Test func whoWasAwayThenCouldNotHaveReviewed() throws {
        let run = try submitted()
        let owners = "* @@reviewer\n[Notes]\nrelease-notes.md @second\n"
        let absence = """
            INSERT INTO absences (team_id, id, person_id, begins_at, ends_at, reason, set_by, set_at)
            VALUES ('\(World.northID)', 'abs_1', 'per_second', now(), now() + interval '1 day', '', 'per_second', now())
            """
        try runs.world.tamper(absence)
        #expect(try replay(owners: owners).refusedRuns.isEmpty)
        try runs.world.tamper("UPDATE absences SET begins_at = now() - interval '1 hour'")
        #expect(try replay(owners: owners).refusedRuns.map(\.run) == [run.id])
        try runs.world.tamper(
            """
            UPDATE absences SET begins_at = (SELECT submitted_at FROM output_versions) - interval '1 microsecond'
            """)
        #expect(try replay(owners: owners).withoutReviewer.map(\.run) == [run.id])
    }

    /// Whoever acts for an owner counts as the owner, and has their part in the run, too.
    @Test func whoActedThenCountsAsTheOwner() throws {
        let run = try submitted()
        let owners = "* @@reviewer\n[Notes]\nrelease-notes.md @admin\n"
        try runs.world.tamper(
            """
            INSERT INTO delegations (team_id, id, person_id, delegate_id, reason, offered_at, begins_at, ends_at, made_by)
            VALUES ('\(World.northID)', 'dlg_1', 'per_author', 'per_admin', 'away', now() - interval '1 day',
                now() - interval '1 day', now() + interval '1 day', 'per_author')
            """)
        let acting = try replay(owners: owners)
        #expect(acting.refusedRuns.map(\.run) == [run.id])
        try runs.world.tamper("UPDATE delegations SET begins_at = now(), ends_at = now() + interval '2 days'")
        #expect(try replay(owners: owners).refusedRuns.isEmpty, "they did not act for anybody then")
    }
}

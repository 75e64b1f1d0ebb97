import API
import Domain
import Operations
import TestSupport
import Testing

@Suite struct TemplateStatsTests {
    let story: ReviewStory
    var world: World { story.world }

    init() throws { story = try ReviewStory.make() }

    private func stats(from: Int? = nil, to: Int? = nil) throws -> TemplateStatsView {
        try ShowTemplateStats.run(world.team(.author), "release-notes", from: from, to: to)
    }

    private func share(_ count: Int, _ total: Int) -> ShareView {
        ShareView(count: count, total: total, missing: 12 - total)
    }

    @Test func whatIsStillReviewedTellsNothing() throws {
        let reader = try story.assign(.reviewer)
        try reader.work()
        _ = try reader.find("A slip", blocking: false)
        let tally = try #require(try stats().versions.first)
        #expect(tally.runs == 1 && tally.firstPass == share(0, 0) && tally.criteria == [])
        #expect(tally.findings.allSatisfy { $0.share == share(0, 0) })
    }

    @Test func oneApprovedRunIsCountedAndNotJudged() throws {
        let reader = try story.assign(.reviewer)
        try reader.work()
        try reader.give(.approve)
        let stats = try stats()
        #expect(stats.comparison == nil && stats.method == ShowTemplateStats.method)
        #expect(
            stats.versions == [
                TemplateTallyView(
                    version: 1, runs: 1, isTruncated: false, firstPass: share(1, 1),
                    criteria: ["accounted", "breaking"].map { NamedShareView(name: $0, share: share(1, 1)) },
                    findings: FindingCause.allCases.map { NamedShareView(name: $0.rawValue, share: share(0, 1)) },
                    escapedDefects: share(0, 1))
            ])
    }

    @Test func aVersionThatWasSentBackDidNotPass() throws {
        let reader = try story.assign(.reviewer)
        try reader.readAll()
        try reader.answer("accounted", Reader.first)
        try reader.answer("breaking", Reader.last, .fail, reason: "It does not stand first")
        try reader.give(.changes, reason: "Put it first", cause: .template)
        let tally = try #require(try stats().versions.first)
        #expect(tally.firstPass == share(0, 1))
        #expect(tally.criteria.map(\.share) == [share(1, 1), share(0, 1)])
        #expect(tally.findings.first { $0.name == "template" }?.share == share(1, 1))
    }

    /// Two hundred runs of each version, told by the rows that their reviews would have left.
    @Test func aRevisionThatHurtIsFlagged() throws {
        try story.runs.publish { $0["SKILL.md"]? += "\nBe brief.\n" }
        for (version, good) in [(1, 180), (2, 120)] {
            try world.tamper(Self.runs(200, of: version, approved: good))
        }
        let stats = try stats()
        #expect(stats.versions.map(\.version) == [1, 2])
        #expect(stats.versions.map(\.firstPass.count) == [180, 120])
        let comparison = try #require(stats.comparison)
        #expect(comparison.before == 1 && comparison.after == 2)
        #expect(comparison.measures.first?.outcome == "worse")
        #expect(
            comparison.flags == ["version 2 is worse than 1: first pass", "version 2 did not help"])
        #expect(try self.stats(from: 2, to: 1).comparison?.flags == [])
        #expect(stats.versions[1].workSeconds != nil && stats.versions[1].escapedAtMost == 3.0 / 120)
    }

    /// Rows as owner, without the guards: a story of 400 reviews would take minutes.
    static func runs(_ count: Int, of version: Int, approved: Int) -> String {
        let team = World.northID
        return """
            INSERT INTO runs (team_id, id, template, template_version, title, use_case, mode, risk, policy_number, inputs,
                timeout_seconds, requested_by, state, created_at, ended_at)
            SELECT '\(team)', format('run_made%s_%s', \(version), n), 'release-notes', \(version), 'x', 'release-notes',
                'dispatch', 'routine', 1, '{}', 60, 'per_author', 'completed', now() + interval '1 hour', now()
            FROM generate_series(1, \(count)) n;
            INSERT INTO attempts (team_id, run_id, number, runner_id, term, state, lease_expires_at, claimed_at, ended_at)
            SELECT '\(team)', format('run_made%s_%s', \(version), n), 1, (SELECT min(id) FROM runners WHERE team_id = '\(team)'),
                1, 'submitted', now(), now() - make_interval(secs => n), now()
            FROM generate_series(1, \(count)) n;
            INSERT INTO outputs (team_id, id, run_id, title, risk, review_state, latest_version)
            SELECT '\(team)', format('out_made%s_%s', \(version), n), format('run_made%s_%s', \(version), n), 'x', 'routine',
                (CASE WHEN n <= \(approved) THEN 'approved' ELSE 'changes_requested' END)::review_state, 1
            FROM generate_series(1, \(count)) n
            """
    }

    @Test func versionsThatAreNotThereAreRefused() throws {
        #expect(refusal { try stats(to: 9) } == .notFound)
        #expect(refusal { try stats(from: 1, to: 1) } == .badRequest)
    }

    @Test func aTemplateWithoutAPublishedVersionHasNoStatistics() throws {
        var push = World.sampleTemplate { files in
            files["SKILL.md"] = files["SKILL.md"]?.replacing("name: release-notes", with: "name: other-notes")
        }
        push.name = "other-notes"
        _ = try PushTemplate.run(world.team(.author), push)
        #expect(
            try ShowTemplateStats.run(world.team(.author), "other-notes", from: nil, to: nil)
                == TemplateStatsView(template: "other-notes", versions: [], method: ShowTemplateStats.method))
    }
}

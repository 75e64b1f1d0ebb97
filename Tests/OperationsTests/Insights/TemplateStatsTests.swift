import API
import Domain
import Operations
import TestSupport
import Testing

@Suite struct TemplateStatsTests {
    let story: ReviewStory
    var world: World { story.world }

    init() throws { story = try ReviewStory.make() }

    private func stats(from: Int? = nil, to: Int? = nil, by split: RunSplit? = nil) throws -> TemplateStatsView {
        try ShowTemplateStats.run(world.team(.author), "release-notes", from: from, to: to, by: split)
    }

    private func share(_ count: Int, _ total: Int) -> ShareView {
        ShareView(count: count, total: total, missing: 12 - total)
    }

    @Test func whatIsStillReviewedTellsNothing() throws {
        let reader = try story.assign(.reviewer)
        try reader.work()
        _ = try reader.find("A slip", blocking: false)
        let tally = try #require(try stats().versions.first)
        #expect(tally.runs == 1 && tally.firstPass == share(0, 0))
        #expect(
            tally.criteria == ["accounted", "breaking"].map { NamedShareView(name: $0, share: share(0, 0)) },
            "what nobody has answered is asked all the same")
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
                    escapedDefects: share(0, 1), workSeconds: MedianView(known: 1),
                    costDollars: MedianView(known: 0), tokens: MedianView(known: 0),
                    models: [NamedCountView(name: nil, count: 1)], harnesses: [NamedCountView(name: nil, count: 1)])
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

    /// Who sends a version back answers no criteria, and says with a finding which one it misses.
    @Test func aFindingOnACriterionIsADoubt() throws {
        let reader = try story.assign(.reviewer)
        try reader.readAll()
        try reader.answer("accounted", Reader.first)
        for (cause, criterion) in [(FindingCause.agent, "breaking"), (.changedMind, "accounted")] {
            _ = try RecordFinding.run(
                reader.team(), reviewID: reader.review,
                FindingRequest(
                    text: "Not as I want it", cause: cause, isBlocking: false,
                    subject: FindingSubject(criterion: criterion)))
        }
        try reader.give(.changes, reason: "Put it first", cause: .agent)
        let tally = try #require(try stats().versions.first)
        #expect(
            tally.criteria == [
                NamedShareView(name: "accounted", share: share(1, 1)),
                NamedShareView(name: "breaking", share: share(0, 1)),
            ])
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
            comparison.flags == ["version 2 is worse than 1: first pass"])
        #expect(try self.stats(from: 2, to: 1).comparison?.flags == [])
        #expect(stats.versions[1].workSeconds.known == 200 && stats.versions[1].escapedAtMost == 3.0 / 120)
        #expect(stats.current == 2)
    }

    /// After a rollback, what two people have agreed on tells, and what it replaced when it was published.
    @Test func theCurrentVersionIsComparedWithWhatItReplaced() throws {
        for word in ["brief", "long", "exact"] { try story.runs.publish { $0["SKILL.md"]? += "\nBe \(word).\n" } }
        for login in [World.Login.author, .admin] {
            _ = try MoveLabel.run(
                world.team(login), "release-notes", label: "current", LabelRequest(version: 2, reason: "It hurt"))
        }
        for (version, good) in [(1, 180), (2, 120)] {
            try world.tamper(Self.runs(200, of: version, approved: good))
        }
        let stats = try stats()
        #expect(stats.current == 2 && stats.versions.map(\.version) == [1, 2])
        #expect(stats.comparison?.flags.isEmpty == false)
        try story.runs.publish { $0["SKILL.md"]? += "\nBe kind.\n" }
        #expect(try self.stats().versions.map(\.version) == [2, 5])
        #expect(try self.stats(to: 4).versions.map(\.version) == [3, 4])
        #expect(try self.stats(to: 1).versions.map(\.version) == [1])
    }

    /// Nothing is measured by what was given up before the next one came, and whoever reads that can do it all the same.
    @Test func aDeprecatedVersionBetweenIsNamed() throws {
        try story.runs.publish { $0["SKILL.md"]? += "\nBe long.\n" }
        let request = DeprecateRequest(version: 2, reason: "too long", instead: nil)
        _ = try DeprecateTemplate.run(world.team(.author), "release-notes", request)
        try story.runs.publish { $0["SKILL.md"]? += "\nBe brief.\n" }
        for (version, good) in [(1, 100), (2, 20), (3, 100)] {
            try world.tamper(Self.runs(100, of: version, approved: good))
        }
        func cautions(from: Int?) throws -> [String] {
            try stats(from: from).comparison?.cautions.filter { $0.contains("between") } ?? []
        }
        #expect(try stats().versions.map(\.version) == [1, 3])
        #expect(try cautions(from: nil) == ["version 2 came between and was deprecated: --from 2 compares with it"])
        #expect(try cautions(from: 1) == [] && cautions(from: 2) == [])
    }

    @Test func aDraftIsComparedWithThePublishedVersionBeforeIt() throws {
        try story.runs.publish { $0["SKILL.md"]? += "\nBe brief.\n" }
        _ = try PushTemplate.run(world.team(.author), World.sampleTemplate { $0["SKILL.md"]? += "\nBe kind.\n" })
        #expect(try stats(to: 3).versions.map(\.version) == [2, 3])
    }

    /// That nobody has answered a criterion yet is another matter.
    @Test func aCriterionOfOneVersionOnlyIsToldAsSuch() throws {
        try story.runs.publish { $0["task.yaml"] = $0["task.yaml"]?.replacing("id: breaking", with: "id: first") }
        let reader = try story.assign(.reviewer)
        try reader.work()
        try reader.give(.approve)
        let comparison = try #require(try stats(by: .model).comparison)
        #expect(comparison.measures.filter { $0.name.hasPrefix("criterion") }.map(\.name) == ["criterion accounted"])
        #expect(
            comparison.singles == [
                SingleMeasureView(name: "criterion breaking", version: 1),
                SingleMeasureView(name: "criterion first", version: 2),
            ])
    }

    @Test func aCriterionThatAsksSomethingElseIsNotCompared() throws {
        try story.runs.publish {
            $0["task.yaml"] = $0["task.yaml"]?.replacing(
                "changes stand first.", with: "changes stand first, with a date.")
        }
        let comparison = try #require(try stats().comparison)
        #expect(
            comparison.measures.filter { $0.name.hasPrefix("criterion") } == [
                ComparedMeasureView(name: "criterion accounted", outcome: "not_enough_data"),
                ComparedMeasureView(name: "criterion breaking", outcome: "reworded"),
            ])
        #expect(
            comparison.cautions == [
                "criterion breaking asks something else in version 2 than in 1: its answers are not compared, and whether an "
                    + "output passes at once may come from that"
            ])
    }

    /// The same revision, and another model: what comes from which, only each model by itself can tell.
    @Test func aChangedModelIsSaid() throws {
        try story.runs.publish { $0["SKILL.md"]? += "\nBe brief.\n" }
        for (version, good) in [(1, 180), (2, 120)] {
            try world.tamper(Self.runs(200, of: version, approved: good))
        }
        // All of the first version's by one model; of the second a tenth by it, and eleven of nobody knows which.
        try world.tamper(
            """
            UPDATE attempts SET harness = 'writer 1', claimed_model = 'small', claimed_cost_microdollars = 250000,
                claimed_input_tokens = 1000, claimed_output_tokens = 50 WHERE run_id LIKE 'run_made%';
            UPDATE attempts SET claimed_model = 'large', claimed_cost_microdollars = 2000000
                WHERE run_id LIKE 'run_made2_%' AND substr(run_id, 11)::integer > 20;
            UPDATE attempts SET claimed_model = NULL, claimed_cost_microdollars = NULL
                WHERE run_id LIKE 'run_made2_%' AND substr(run_id, 11)::integer > 189
            """)
        let stats = try stats(by: .model)
        #expect(stats.comparison?.flags.isEmpty == false)
        #expect(stats.comparison?.cautions.map { $0.prefix(21) } == ["the model changed too"])
        #expect(
            stats.versions[1].models == [
                NamedCountView(name: "large", count: 169), NamedCountView(name: "small", count: 20),
                NamedCountView(name: nil, count: 11),
            ])
        #expect(stats.versions[0].costDollars == MedianView(known: 200, value: 0.25, low: 0.25, high: 0.25))
        #expect(stats.versions[1].costDollars == MedianView(known: 189, value: 2, low: 2, high: 2))
        #expect(stats.versions[1].tokens == MedianView(known: 200, value: 1050, low: 1050, high: 1050))
        #expect(stats.parts.map(\.name) == ["small", "large", nil])
        #expect(stats.parts.map { $0.versions.map(\.runs) } == [[200, 20], [169], [1, 11]])
        #expect(stats.parts.map { $0.comparison?.cautions } == [[], nil, []])
        #expect(stats.comparison?.measures.first?.outcome == "worse")
        #expect(stats.parts[0].comparison?.measures.first?.outcome == "undecided", "by the same model nothing is worse")
        #expect(try self.stats(by: .harness).parts.map(\.name) == ["writer 1", nil])
        #expect(try self.stats().parts == [])
    }

    /// Few cases of a part tell as little as few cases of all.
    @Test func aSmallPartIsNotCompared() throws {
        try story.runs.publish { $0["SKILL.md"]? += "\nBe brief.\n" }
        for version in [1, 2] { try world.tamper(Self.runs(10, of: version, approved: version == 1 ? 10 : 0)) }
        let part = try #require(try stats(by: .model).parts.first)
        #expect(part.comparison?.measures.allSatisfy { $0.outcome == "not_enough_data" && $0.change == nil } == true)
        #expect(part.versions.map(\.firstPass) == [share(10, 10), share(0, 10)])
        #expect(part.versions.map(\.workSeconds) == [MedianView(known: 11), MedianView(known: 10)])
    }

    @Test func trialsAreNobodysWork() throws {
        var request = RunStory.request
        request.trial = true
        _ = try story.runs.dispatch(request)
        #expect(try stats().versions.map(\.runs) == [1])
    }

    @Test func anotherTeamsStatisticsAreMissing() throws {
        #expect(
            refusal { try ShowTemplateStats.run(world.team(.stranger), "release-notes", from: nil, to: nil) }
                == .notFound)
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

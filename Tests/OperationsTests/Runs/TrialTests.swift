import API
import Domain
import Operations
import TestSupport
import Testing

@Suite struct TrialTests {
    static func request(_ version: Int? = nil) -> DispatchRequest {
        DispatchRequest(
            template: "release-notes", version: version, inputs: ["repository": "/srv/app"], files: [], trial: true)
    }

    private func push(_ story: RunStory, by login: World.Login = .author) throws {
        _ = try PushTemplate.run(
            story.world.team(login), World.sampleTemplate { $0["SKILL.md"]?.append("A draft.\n") })
    }

    @Test func aDraftIsTriedByItsAuthorOnly() throws {
        let story = try RunStory.make()
        try push(story)
        let view = try story.dispatch(Self.request(2))
        #expect(view.summary.isTrial && view.summary.templateVersion == 2 && view.notices == [])
        #expect(try story.world.lastEvent("run_dispatched")?["data"]?["trial"] == true)
        #expect(refusal { try story.dispatch(Self.request(2), by: .second) } == .notPublished)
        #expect(try story.dispatch(Self.request(), by: .second).summary.templateVersion == 1)
        var real = Self.request(2)
        real.trial = nil
        #expect(refusal { try story.dispatch(real) } == .notPublished)
        _ = try DeprecateTemplate.run(
            story.world.team(.admin), "release-notes", DeprecateRequest(version: 1, reason: "old"))
        #expect(refusal { try story.dispatch(Self.request(1)) } == .templateDeprecated)
    }

    /// The use case bounds a trial like any run; only the reviewers are not needed.
    @Test func policyAdmitsTrialsToo() throws {
        let alone = try RunStory.make(policy: { files in
            files = files.filter { !$0.key.hasPrefix("cases/") }
            files["OWNERS"] = "* @author\n"
        })
        #expect(refusal { try alone.dispatch() } == .poolTooSmall)
        #expect(try alone.dispatch(Self.request()).summary.isTrial)
        let story = try RunStory.make(template: {
            $0["task.yaml"] = $0["task.yaml"]?.replacing("risk: shared", with: "risk: sensitive")
        })
        #expect(refusal { try story.dispatch(Self.request()) } == .useCaseForbids)
    }

    @Test func whatIsTriedHasNoEffect() throws {
        let story = try ActionStory.make()
        _ = try story.runs.dispatch(
            DispatchRequest(
                template: "performance-recap", inputs: ["repository": "/srv/app"], files: [], trial: true))
        let run = try #require(try story.runs.claim())
        for (action, arguments) in [
            ("team.notify", ActionStory.notice), ("notes.append", ["page": "weekly", "text": "Done."]),
        ] {
            let asked = try story.ask(run, action, arguments)
            #expect(asked.state == .denied, "\(action)")
            #expect(asked.reasons.contains { $0.contains("tries a template") }, "\(action): \(asked.reasons)")
        }
        try story.runs.submit(run)
        #expect(story.executed("notices") == [] && story.executed("notes") == [])
    }

    @Test func whatATrialDeliversIsNeverReviewedAndNeverReleased() throws {
        let story = try RunStory.make()
        let view = try story.dispatch(Self.request())
        let version = try story.submit(try #require(try story.claim()))
        let team = try story.world.team(.author)
        let output = try ShowOutput.run(team, id: version.output)
        #expect(output.summary.isTrial && output.reviews.isEmpty && !output.approval.isEffective)
        #expect(
            try story.events("output:\(version.output)") == ["output_submitted"],
            "nobody is asked, and nobody is missing")
        #expect(
            refusal {
                try ReleaseOutput.run(
                    team, outputID: version.output, ReleaseRequest(action: "git.release", arguments: [:]))
            } == .trialOutput)
        func attack(_ statement: String) throws -> String {
            try Attack.run(story.world, team: World.northID, statement)
        }
        #expect(
            try attack(
                """
                INSERT INTO reviews (team_id, id, output_id, number, reviewer_id)
                VALUES ('\(World.northID)', 'rev_x', '\(version.output)', 1, 'per_reviewer')
                """) == "trial_output")
        #expect(try attack("UPDATE runs SET is_trial = false") == "wrong_state")
        #expect(
            try attack(
                """
                INSERT INTO action_requests (team_id, id, run_id, action, class, is_reversible, arguments, target, preview,
                        canonical, digest, effect_digest, policy_number, decision, executor, state, requested_by, deadline)
                    SELECT team_id, 'act_x', id, 'a', 'read', true, '{}', '', '', canonical, sha256(canonical::bytea),
                        sha256(''), 1, '{}', '', 'allowed', '', now()
                    FROM (SELECT *, jsonb_build_object('team', team_id, 'run', id, 'action', 'a', 'target', '', 'arguments',
                        '{}'::jsonb)::text AS canonical FROM runs WHERE id = '\(view.summary.id)') source
                """) == "action_denied")
    }

    @Test func theDatabaseKnowsWhatMayRun() throws {
        let story = try RunStory.make()
        try push(story)
        func insert(_ version: Int, _ person: String, isTrial: Bool) throws -> String {
            try Attack.run(
                story.world, team: World.northID,
                """
                INSERT INTO runs (team_id, id, template, template_version, title, use_case, mode, risk, policy_number, inputs,
                    timeout_seconds, requested_by, is_trial)
                VALUES ('\(World.northID)', 'run_x\(version)', 'release-notes', \(version), 't', 'release-notes', 'dispatch',
                    'shared', 1, '{}', 60, '\(person)', \(isTrial))
                """)
        }
        #expect(try insert(2, "per_author", isTrial: false) == "not_published")
        #expect(try insert(2, "per_second", isTrial: true) == "not_published")
        #expect(try insert(2, "per_author", isTrial: true) == "done")
        #expect(try insert(1, "per_second", isTrial: false) == "done")
    }
}

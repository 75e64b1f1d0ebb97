import API
import Domain
import Operations
import TestSupport
import Testing

/// What admins see of what may be delegated.
@Suite struct UseCaseTests {
    private func other(_ world: World, useCase: String, name: String) throws {
        try world.publishSampleTemplate(name) { files in
            files["SKILL.md"] = files["SKILL.md"]?.replacing("name: release-notes", with: "name: \(name)")
            files["task.yaml"] = files["task.yaml"]?.replacing("use_case: release-notes", with: "use_case: \(useCase)")
        }
    }

    /// Page by page; and of a use case that is approved no more.
    @Test func theRunsOfAUseCase() throws {
        let runs = try RunStory.make()
        let world = runs.world
        let ids = try (0..<3).map { _ in try runs.dispatch().summary.id }
        try world.tamper(
            """
            INSERT INTO runs (team_id, id, template, template_version, title, use_case, mode, risk, policy_number, inputs,
                    timeout_seconds, requested_by, state, ended_at)
                SELECT team_id, 'run_' || name, template, 1, 't', name, mode, risk, 1, '{}', 60, 'per_author', 'completed', now()
                FROM runs, unnest('{customer-insight,zz-gone}'::text[]) name WHERE id = '\(ids[0])'
            """)
        func list(_ useCase: String, cursor: String? = nil) throws -> Page<RunSummary> {
            try ListRuns.run(
                world.team(.author), PageRequest(limit: "2", cursor: cursor, parts: 2), useCase: useCase)
        }
        let first = try list("release-notes")
        #expect(first.items.map(\.id) == [ids[2], ids[1]])
        #expect(try list("release-notes", cursor: first.next).items.map(\.id) == [ids[0]])
        #expect(try list("zz-gone").items.map(\.id) == ["run_zz-gone"])
        #expect(try list("meeting-notes").items.isEmpty, "approved, and without a run")
        let failure = #expect(throws: Failure.self) { try list("release-note") }
        #expect(failure?.message == "there is no approved use case release-note; did you mean release-notes?")
        let both = try PageRequest(limit: nil, cursor: nil, parts: 2)
        #expect(
            refusal { try ListRuns.run(world.team(.author), both, state: "queued", useCase: "release-notes") }
                == .badRequest)
        let other = try ListRuns.run(world.team(.stranger), both)
        #expect(other.items.isEmpty)
    }

    @Test func coverageCountsRunsTemplatesAndRefusals() throws {
        let runs = try RunStory.make()
        _ = try runs.dispatch()
        _ = try runs.dispatch()
        try other(runs.world, useCase: "marketing", name: "newsletter")
        var request = RunStory.request
        request.template = "newsletter"
        for _ in 0..<3 { #expect(refusal { try runs.dispatch(request) } == .useCaseMissing) }
        let view = try CoverUseCases.run(runs.world.team(.author), days: 90)
        let covered = view.covered.filter { $0.runs > 0 || !$0.templates.isEmpty }
        #expect(covered.map { "\($0.useCase) \($0.templates) \($0.runs)" } == ["release-notes [\"release-notes\"] 2"])
        #expect(
            view.uncovered.map { "\($0.template) \($0.useCase ?? "") \($0.code) \($0.reasons)" } == [
                "newsletter marketing use_case_missing [\"there is no approved use case marketing\"]"
            ])
        #expect(
            view.refused.map { "\($0.count) \($0.template) \($0.useCase ?? "") \($0.code)" } == [
                "3 newsletter marketing use_case_missing"
            ])
        #expect(view.hasPolicy && view.refused.allSatisfy { $0.bounds.isEmpty && $0.example == nil })
        for days in [0, 367] {
            #expect(refusal { try CoverUseCases.run(runs.world.team(.author), days: days) } == .invalidInput)
        }
        for days in [1, 366] {
            #expect(try CoverUseCases.run(runs.world.team(.author), days: days).days == days)
        }
    }

    /// Only what policy refused is a sign that a use case is missing, and it holds nothing of what was asked for.
    @Test func onlyRefusalsByPolicyAreRecorded() throws {
        let runs = try RunStory.make()
        var request = RunStory.request
        request.inputs = ["repository": ""]
        #expect(refusal { try runs.dispatch(request) } == .invalidInput)
        #expect(try runs.events("template:release-notes").contains("dispatch_refused") == false)
        try runs.world.database.run("UPDATE memberships SET roles = '{member}' WHERE person_id <> 'per_author'")
        #expect(refusal { try runs.dispatch() } == .poolTooSmall)
        #expect(try runs.events("template:release-notes").last == "dispatch_refused")
        #expect(
            try CoverUseCases.run(runs.world.team(.author), days: 90).refused.isEmpty,
            "it lacks reviewers, and no use case")
    }

    /// A run may ask for what its use case does not allow any more.
    @Test func whatAUseCaseRefusedAnAgentIsCounted() throws {
        let story = try ActionStory.make(policy: { $0 = $0.filter { !$0.key.hasPrefix("cases/") } })
        let run = try story.start()
        var files = try ShowPolicy.run(story.world.team(.admin)).files
        files["use-cases.yaml"] = files["use-cases.yaml"]?.replacing(", notes.append", with: "")
            .replacing("notes.append, ", with: "")
        try story.world.enactSmallTeamPolicy(files)
        let asked = try story.ask(run, "notes.append", ["page": "week-7", "text": "Recap done."])
        #expect(asked.state == .denied && asked.reasons.first?.hasPrefix("use_case") == true)
        #expect(try story.ask(run, "team.notify").state == .held)
        let refused = try CoverUseCases.run(story.world.team(.author), days: 90).refused
        #expect(
            refused.map { "\($0.count) \($0.action ?? "") \($0.template) \($0.useCase ?? "") \($0.code)" } == [
                "1 notes.append performance-recap performance-reporting action_denied"
            ])
        #expect(refused.first?.bounds == ["action"] && refused.first?.example == asked.id)
    }

    /// Which bound was missed is what says how the policy or the template must change.
    @Test func aRefusalNamesTheBoundsThatWereMissed() throws {
        let runs = try RunStory.make()
        var files = try ShowPolicy.run(runs.world.team(.admin)).files.filter { !$0.key.hasPrefix("cases/") }
        files["use-cases.yaml"] = files["use-cases.yaml"]?.replacing("risk: shared", with: "risk: routine")
        try runs.world.enactSmallTeamPolicy(files)
        #expect(refusal { try runs.dispatch() } == .useCaseForbids)
        let refused = try CoverUseCases.run(runs.world.team(.author), days: 90).refused
        #expect(refused.map(\.bounds) == [["risk"]])
    }

    @Test func aTeamWithoutAPolicyHasNothingToCover() throws {
        let world = try World.make()
        let view = try CoverUseCases.run(world.team(.author), days: 90)
        #expect(!view.hasPolicy && view.covered.isEmpty && view.uncovered.isEmpty)
    }

    @Test func aUseCaseIsShownWithItsBounds() throws {
        let world = try World.make()
        try world.enactSmallTeamPolicy()
        let all = try ShowUseCases.all(world.team(.author)).items
        let one = try ShowUseCases.one(world.team(.author), "release-notes")
        #expect(all.contains { $0.name == one.name && $0.place == one.place })
        #expect(one.actions == ["git.release", "notes.append"] && one.risk == .shared)
        let failure = #expect(throws: Failure.self) { try ShowUseCases.one(world.team(.author), "release-note") }
        #expect(failure?.code == .notFound && failure?.message.contains("did you mean release-notes?") == true)
    }
}

import API
import Domain
import Operations
import TestSupport
import Testing

/// What is new to a team starts with a person beside it.
@Suite struct SupervisionTests {
    private static func make(_ needed: Int, template: (inout [String: String]) -> Void = { _ in }) throws -> RunStory {
        try RunStory.make(
            policy: { files in
                files["review.yaml"] = files["review.yaml"]?
                    .replacing("supervised_runs: 0", with: "supervised_runs: \(needed)")
            }, template: template)
    }

    private static let watched = DispatchRequest(
        template: "release-notes", inputs: ["repository": "/srv/app"], files: [], mode: .cowork)

    /// A watched run whose output is approved.
    private static func watch(_ story: RunStory) throws {
        let run = try story.dispatch(watched)
        #expect(run.mode == .cowork)
        let output = try story.submit(try #require(try story.claim()), ["release-notes.md": ReviewStory.notes])
        let reader = try ReviewStory(runs: story, output: output).assign(.reviewer)
        try reader.work()
        try reader.give(.approve)
    }

    @Test func theFirstOutputsComeFromWatchedRuns() throws {
        let story = try Self.make(2)
        let failure = #expect(throws: Failure.self) { try story.dispatch() }
        #expect(failure?.code == .coworkFirst)
        #expect(
            failure?.message
                == "release-notes is new to team north: 0 of 2 outputs of runs in mode cowork have been approved, and only then "
                + "does it work alone; watch it first: `countersign dispatch release-notes --mode cowork`")
        #expect(failure?.detail == ["approved": 0, "needed": 2])
        try Self.watch(story)
        #expect(refusal { try story.dispatch() } == .coworkFirst)
        // Delivered is not approved.
        _ = try story.dispatch(Self.watched)
        try story.submit(try #require(try story.claim()), ["release-notes.md": ReviewStory.notes])
        #expect(refusal { try story.dispatch() } == .coworkFirst)
        try Self.watch(story)
        #expect(try story.dispatch().mode == .dispatch)
        // A later version goes on where the template stands.
        try story.publish { $0["SKILL.md", default: ""] += "Be brief.\n" }
        #expect(try story.dispatch().mode == .dispatch)
    }

    /// An output that a defect or an objection took back does not count as approved.
    @Test func whatWasSentBackDoesNotCount() throws {
        let story = try Self.make(1)
        try Self.watch(story)
        #expect(try story.dispatch().mode == .dispatch)
        try story.world.tamper("UPDATE outputs SET review_state = 'changes_requested'")
        #expect(refusal { try story.dispatch() } == .coworkFirst)
    }

    @Test func trialsAndOtherTemplatesAreNoWatchedRuns() throws {
        let story = try Self.make(1)
        let trial = DispatchRequest(
            template: "release-notes", inputs: ["repository": "/srv/app"], files: [], mode: .cowork, trial: true)
        #expect(try story.dispatch(trial).summary.isTrial)
        #expect(refusal { try story.dispatch() } == .coworkFirst)
        try Self.watch(story)
        try story.world.tamper("UPDATE runs SET is_trial = true")
        #expect(refusal { try story.dispatch() } == .coworkFirst)
        try story.world.tamper("UPDATE runs SET is_trial = false")
        #expect(try story.dispatch().mode == .dispatch)
    }

    @Test func aUseCaseWithoutCoworkIsSaidToBeInTheWay() throws {
        let story = try RunStory.make(policy: { files in
            files = files.filter { !$0.key.hasPrefix("cases/") }
            files["review.yaml"] = files["review.yaml"]?.replacing("supervised_runs: 0", with: "supervised_runs: 1")
            files["use-cases.yaml"] = files["use-cases.yaml"]?
                .replacing("modes: [cowork, dispatch]", with: "modes: [dispatch]", maxReplacements: 1)
        })
        let failure = #expect(throws: Failure.self) { try story.dispatch() }
        let advice = "its use case release-notes does not allow cowork: an admin adds it to `modes`"
        #expect(failure?.message.hasSuffix(advice) == true)
        #expect(refusal { try story.dispatch(Self.watched) } == .useCaseForbids)
    }

    /// Watching is always possible; going alone only where the template allows it.
    @Test func aTemplateThatIsToBeWatchedIsNotDispatchedAlone() throws {
        let story = try RunStory.make(template: {
            $0["task.yaml"] = $0["task.yaml"]?.replacing("mode: dispatch", with: "mode: cowork")
        })
        let alone = DispatchRequest(
            template: "release-notes", inputs: ["repository": "/srv/app"], files: [], mode: .dispatch)
        #expect(refusal { try story.dispatch(alone) } == .invalidInput)
        #expect(try story.dispatch().mode == .cowork)
    }

    @Test func anotherTeamsWatchedRunsAreNotOurs() throws {
        let story = try Self.make(1)
        try Self.watch(story)
        for table in ["outputs", "runs"] {
            try story.world.tamper("UPDATE \(table) SET team_id = '\(World.southID)'")
        }
        #expect(refusal { try story.dispatch() } == .coworkFirst)
    }
}

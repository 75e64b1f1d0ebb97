import API
import Domain
import Operations
import TestSupport
import Testing

/// Drafts that lack what only the team can say.
@Suite struct GapsTests {
    private let push = World.sampleTemplate { files in
        files["task.yaml"] = files["task.yaml"]?.replacing("objective:", with: "# objective:")
            .replacing("risk: shared\n", with: "risk:\n")
    }

    @Test func aDraftWithGapsIsKeptAndCannotBePublished() throws {
        let world = try World.make()
        try world.enactSmallTeamPolicy()
        let draft = try PushTemplate.run(world.team(.author), push)
        #expect(draft.warnings == [] && draft.advice == nil)
        // What is not there is told once, as what it is, and held against nothing else.
        #expect(
            draft.remarks.filter { $0.level != .hint }.map(\.text) == [
                "task.yaml:2:1: error: objective is missing in a task (format)",
                "task.yaml:22:6: error: risk is missing in a task (format)",
            ])
        let refused = try #require(throws: Failure.self) {
            try PublishTemplate.run(world.team(.admin), draft.summary.name, version: 1)
        }
        #expect(refused.code == .invalidTemplate && refused.message.contains("missing in a task"))
        let whole = try PushTemplate.run(world.team(.author), World.sampleTemplate())
        #expect(whole.summary.number == 2)
        #expect(
            try PublishTemplate.run(world.team(.admin), whole.summary.name, version: 2).summary.state == .published)
    }
}

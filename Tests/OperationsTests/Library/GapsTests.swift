import API
import Domain
import Operations
import TestSupport
import Testing

/// Drafts that lack what only the team can say.
@Suite struct GapsTests {
    private func push(_ allowsGaps: Bool) -> TemplatePush {
        var push = World.sampleTemplate { files in
            files["task.yaml"] = files["task.yaml"]?.replacing("objective:", with: "# objective:")
                .replacing("risk: shared\n", with: "")
        }
        push.allowsGaps = allowsGaps
        return push
    }

    @Test func aDraftWithGapsIsKeptAndCannotBePublished() throws {
        let world = try World.make()
        let failure = try #require(throws: Failure.self) { try PushTemplate.run(world.team(.author), push(false)) }
        #expect(failure.code == .invalidTemplate && failure.detail["problems"]?.array?.count == 2)
        let draft = try PushTemplate.run(world.team(.author), push(true))
        #expect(
            draft.warnings.map(\.text) == [
                "task.yaml:2:1: risk is missing in a task", "task.yaml:2:1: objective is missing in a task",
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

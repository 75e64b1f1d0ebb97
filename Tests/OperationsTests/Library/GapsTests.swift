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
        #expect(draft.warnings == [] && draft.advice?.course == .mend)
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

    /// As somebody else's collection has it, in one of its states.
    private func collection(_ state: String = "one", tools: String = "") -> TemplatePush {
        var push = World.sampleTemplate { files in
            files["SKILL.md"] = World.sampleSkill + "State \(state).\n"
            files["task.yaml"] = "actions: []\n" + tools
        }
        push.isImport = true
        return push
    }

    private func task(of version: TemplateVersionView) -> Digest? {
        version.files.first { $0.path == "task.yaml" }?.digest
    }

    @Test func whatTheTeamHasWrittenOutlastsTheNextImport() throws {
        let world = try World.make()
        let author = try world.team(.author)
        _ = try PushTemplate.run(author, collection())
        let ours = try PushTemplate.run(author, World.sampleTemplate())
        #expect(ours.summary.number == 2)
        let again = try PushTemplate.run(author, collection())
        #expect(again.summary.number == 2 && again.summary.digest == ours.summary.digest, "nothing has changed there")
        let newer = try PushTemplate.run(author, collection("two"))
        #expect(newer.summary.number == 3 && task(of: newer) == task(of: ours) && newer.definition["missing"] == nil)
        #expect(newer.definition["instruction"]?.string?.hasSuffix("State two.") == true)
        #expect(try PushTemplate.run(author, collection("two")).summary.number == 3)
        let back = try PushTemplate.run(author, collection())
        #expect(back.summary.number == 4 && task(of: back) == task(of: ours), "the state before is a change as well")
    }

    @Test func whatNobodyHasTouchedFollowsItsCollection() throws {
        let world = try World.make()
        let author = try world.team(.author)
        _ = try PushTemplate.run(author, collection())
        let newer = try PushTemplate.run(author, collection(tools: "tools: [Read]\n"))
        #expect(newer.summary.number == 2 && newer.definition["tools"] == ["Read"])
        var executable = collection(tools: "tools: [Read]\n")
        for index in executable.files.indices { executable.files[index].isExecutable = false }
        #expect(try PushTemplate.run(author, executable).summary.number == 3)
    }

    /// Each is compared with what was imported from it before.
    @Test func twoSourcesOfOneNameDoNotTakeTurns() throws {
        let world = try World.make()
        let author = try world.team(.author)
        func number(_ state: String, from source: String) throws -> Int {
            var push = collection(state)
            push.note = "Imported from \(source), SKILL.md."
            return try PushTemplate.run(author, push).summary.number
        }
        #expect(try number("one", from: "/a") == 1)
        #expect(try number("two", from: "/b") == 2)
        #expect(try number("one", from: "/a") == 2 && number("two", from: "/b") == 2, "neither has changed")
        #expect(try number("three", from: "/a") == 3)
        #expect(try number("two", from: "/b") == 3 && number("three", from: "/a") == 3)
        #expect(try number("one", from: "/a") == 4)
    }

    @Test func aTemplateThatWasNeverImportedKeepsNothing() throws {
        let world = try World.make()
        _ = try PushTemplate.run(world.team(.author), World.sampleTemplate())
        let imported = try PushTemplate.run(world.team(.author), collection())
        #expect(imported.summary.number == 2 && imported.definition["missing"]?.array?.count == 6)
    }
}

import API
import Domain
import Operations
import TestSupport
import Testing

@Suite struct TemplateLintTests {
    let world: World
    let author: TeamContext
    let admin: TeamContext

    init() throws {
        world = try World.make()
        author = try world.team(.author)
        admin = try world.team(.admin)
    }

    private func push(tools: String) throws -> TemplateVersionView {
        try PushTemplate.run(author, World.sampleTemplate { $0["task.yaml"]? += "tools: [\(tools)]\n" })
    }

    @Test func aPushAnswersWithTheRemarksOfLint() throws {
        let version = try push(tools: "Read, Bash")
        #expect(
            version.remarks.filter { $0.level != .hint }.map(\.text) == [
                "task.yaml:26:15: error: Bash allows anything (wide-tool)"
            ])
        #expect(version.advice?.course == .mend)
        #expect(version.advice?.reasons.map(\.text) == ["task.yaml:26:15: Bash allows anything (wide-tool)"])
        let shown = try ShowTemplate.run(admin, "release-notes", version: "1")
        #expect(shown.remarks == version.remarks && shown.advice == version.advice)
    }

    @Test func whatHasAnErrorIsADraftForEver() throws {
        _ = try push(tools: "Read, Bash")
        let failure = try #require(throws: Failure.self) {
            try PublishTemplate.run(admin, "release-notes", version: 1)
        }
        #expect(failure.code == .templateLint)
        #expect(
            failure.message
                == "template release-notes version 1 has 1 lint error; mend the draft and push it again. "
                + "`countersign template lint --explain wide-tool` tells why")
        #expect(failure.detail["problems"]?.array?.map { $0["line"] } == [26])
        #expect(try world.eventNames() == ["template_pushed"])
        #expect(
            try ListTemplates.run(author, PageRequest(limit: nil, cursor: nil, parts: 1)).items.map(\.published) == [
                nil
            ])
        // Its author is told about the second person first: that would not change.
        #expect(
            try world.refusal { try PublishTemplate.run(author, "release-notes", version: 1) } == .secondPersonRequired)
        _ = try push(tools: "Read, \"Bash(git log:*)\"")
        #expect(try PublishTemplate.run(admin, "release-notes", version: 2).summary.state == .published)
    }

    @Test func warningsAndHintsDoNotStandInTheWay() throws {
        let pushed = try PushTemplate.run(
            author,
            World.sampleTemplate {
                $0["task.yaml"] = $0["task.yaml"]?.replacing("Change nothing in", with: "Improve")
            })
        #expect(Set(pushed.remarks.map(\.rule)) == ["input-without-description", "no-prohibition", "vague-words"])
        #expect(try PublishTemplate.run(admin, "release-notes", version: 1).summary.state == .published)
    }
}

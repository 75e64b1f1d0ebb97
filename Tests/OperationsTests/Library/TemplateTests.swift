import API
import Domain
import Operations
import TestSupport
import Testing

@Suite struct TemplateTests {
    let world: World
    let author: TeamContext
    let admin: TeamContext

    init() throws {
        world = try World.make()
        author = try world.team(.author)
        admin = try world.team(.admin)
    }

    private func push(
        by team: TeamContext? = nil, _ edit: (inout [String: String]) -> Void = { _ in }
    ) throws -> TemplateVersionView {
        try PushTemplate.run(team ?? author, World.sampleTemplate(edit))
    }

    @Test func pushingMakesADraftWithItsFiles() throws {
        let version = try push()
        #expect(version.summary.number == 1 && version.summary.state == .draft && version.summary.author == "author")
        #expect(version.summary.publishedBy == nil && version.area == "engineering")
        #expect(version.files.map(\.path) == ["SKILL.md", "scripts/run", "task.yaml"])
        #expect(version.definition["objective"]?.string?.hasPrefix("Write release notes") == true)
        #expect(
            version.warnings.map(\.text) == [
                "task.yaml:2:1: team north has no policy yet, so nothing can be dispatched; an admin enacts one: "
                    + "`countersign policy enact FOLDER`"
            ])
        #expect(
            try world.lastEvent("template_pushed")?["data"] == [
                "number": 1, "digest": .string(version.summary.digest.description),
            ])
    }

    @Test func theSameFilesAreTheSameVersion() throws {
        let first = try push()
        let again = try push(by: world.team(.reviewer))
        #expect(again.summary.number == 1 && again.summary.author == first.summary.author)
        #expect(try world.eventNames() == ["template_pushed"])
        let changed = try push { $0["SKILL.md"]? += "\nMore.\n" }
        #expect(changed.summary.number == 2 && changed.summary.digest != first.summary.digest)
        var executable = World.sampleTemplate { $0["SKILL.md"]? += "\nMore.\n" }
        executable.files = executable.files.map {
            FileContent(path: $0.path, base64: $0.base64, isExecutable: false)
        }
        #expect(try PushTemplate.run(author, executable).summary.number == 3)
        #expect(try push().summary.number == 4)
    }

    @Test func anOldFolderIsSaidToBeOne() throws {
        #expect(try push().notice == nil)
        #expect(
            try push { $0["task.yaml"] = $0["task.yaml"]?.replacing("risk: shared", with: "risk: sensitive") }.notice
                == nil)
        #expect(try push { $0["scripts/run"] = "#!/bin/sh\nexit 1\n" }.notice == nil)
        #expect(
            try push().notice
                == "version 4 is identical to version 1, and differs from version 3, the latest until now, in files: it "
                + "takes back what was pushed since. `countersign template diff release-notes` shows what; --onto 1 would "
                + "have refused this push")
        #expect(try push().notice == nil, "nothing was pushed")
        // The same bytes, but they are not the same.
        var other = World.sampleTemplate { $0["scripts/run"] = "#!/bin/sh\nexit 1\n" }
        other.files = other.files.map { FileContent(path: $0.path, base64: $0.base64, isExecutable: false) }
        #expect(try PushTemplate.run(author, other).notice == nil)
    }

    @Test func aProgramThatChangedIsADifference() throws {
        _ = try push()
        _ = try push { $0["scripts/run"] = "#!/bin/sh\nexit 1\n" }
        let change = try #require(try DiffTemplate.run(author, "release-notes", from: 1, to: 2).changes?.first)
        #expect(change.part == .files && change.item == "scripts/run" && change.marks == [.runs])
        #expect(try DiffTemplate.run(author, "release-notes", from: 1, to: 1).meaning == [])
    }

    @Test func filesMadeFromAnOlderVersionTakeNothingBack() throws {
        _ = try push()
        _ = try push(by: admin) { $0["SKILL.md"]? += "\nTheirs.\n" }
        func pushed(onto: Int?, _ text: String) throws -> Int {
            var template = World.sampleTemplate { $0["SKILL.md"]? += "\n\(text)\n" }
            template.onto = onto
            return try PushTemplate.run(author, template).summary.number
        }
        let failure = try #require(throws: Failure.self) { try pushed(onto: 1, "Mine.") }
        #expect(failure.code == .stale && failure.detail == ["latest": 2])
        #expect(
            failure.message
                == "admin has pushed release-notes version 2 since version 1, from which this was made: take over what "
                + "`countersign template diff release-notes --from 1 --to 2 --lines` shows, then push with --onto 2")
        for absent in [0, 3] { #expect(try world.refusal { try pushed(onto: absent, "Mine.") } == .notFound) }
        #expect(try world.eventNames() == ["template_pushed", "template_pushed"])
        #expect(try pushed(onto: 1, "Theirs.") == 2, "the same files take nothing back")
        #expect(try pushed(onto: 2, "Both.") == 3)
        #expect(try pushed(onto: nil, "Whatever.") == 4)
    }

    @Test func aBrokenTemplateNamesEveryPlace() throws {
        let failure = try #require(throws: Failure.self) {
            try push { files in
                files["task.yaml"] = files["task.yaml"]?.replacing("risk: shared", with: "risk: shred")
                    .replacing("mode: dispatch", with: "mod: dispatch")
            }
        }
        #expect(failure.code == .invalidTemplate)
        let places = (failure.detail["problems"]?.array ?? []).map { problem in
            "\(problem["file"]?.string ?? ""):\(problem["line"]?.integer ?? 0):\(problem["column"]?.integer ?? 0)"
        }
        #expect(places.count == 2 && places.allSatisfy { $0.hasPrefix("task.yaml:2") }, "\(places)")
        #expect(try world.eventNames() == [])
    }

    @Test func filesMustBeFiles() throws {
        var template = World.sampleTemplate()
        template.files[0] = FileContent(path: template.files[0].path, base64: "not base 64!", isExecutable: false)
        #expect(try world.refusal { try PushTemplate.run(author, template) } == .invalidInput)
        template = World.sampleTemplate()
        template.files.append(template.files[0])
        #expect(try world.refusal { try PushTemplate.run(author, template) } == .invalidInput)
        #expect(try world.refusal { try push { $0["../escape"] = "x" } } == .invalidTemplate)
        #expect(try world.refusal { try PushTemplate.run(world.runner(), World.sampleTemplate()) } == .notHuman)
    }

    @Test func aSecondPersonPublishes() throws {
        _ = try push()
        func publish(_ team: TeamContext, _ version: Int = 1) throws -> TemplateVersionView {
            try PublishTemplate.run(team, "release-notes", version: version)
        }
        #expect(try world.refusal { try publish(author) } == .secondPersonRequired)
        #expect(try world.refusal { try publish(admin, 2) } == .notFound)
        let published = try publish(admin)
        #expect(published.summary.state == .published && published.summary.publishedBy == "admin")
        #expect(try world.refusal { try publish(admin) } == .wrongState)
        #expect(try world.eventNames() == ["template_pushed", "template_published"])
        #expect(try world.lastEvent("template_published")?["actor"] == "person:per_admin")
    }

    @Test func listShowAndHistoryTellVersionsApart() throws {
        try world.publishSampleTemplate()
        let description = try ShowTemplate.run(author, "release-notes", version: nil).description
        _ = try push {
            $0["SKILL.md"] =
                ($0["SKILL.md"]?.replacing("description: ", with: "description: Newer. ") ?? "") + "\nMore.\n"
        }
        let page = try PageRequest(limit: nil, cursor: nil, parts: 1)
        let list = try ListTemplates.run(author, page).items
        #expect(list.map(\.description) == [description], "a draft says nothing about what is used")
        #expect(list.map(\.name) == ["release-notes"] && list.first?.latest == 2 && list.first?.published == 1)
        func shown(_ version: String?) throws -> Int {
            try ShowTemplate.run(author, "release-notes", version: version).summary.number
        }
        #expect(try [shown(nil), shown("latest"), shown("1"), shown("2")] == [1, 2, 1, 2])
        #expect(try world.refusal { try shown("3") } == .notFound)
        #expect(try world.refusal { try shown("newest") } == .notFound)
        #expect(try ListTemplates.run(author, publishedOnly: true, page).items.map(\.latest) == [2])
        let history = try ShowTemplateHistory.run(author, "release-notes").items
        #expect(history.map(\.number) == [2, 1] && history.map(\.state) == [.draft, .published])
    }

    @Test func whatIsDeprecatedIsNotListedAsPublished() throws {
        try world.publishSampleTemplate()
        try world.publishSampleTemplate("other-notes") { files in
            files["SKILL.md"] = files["SKILL.md"]?.replacing("name: release-notes", with: "name: other-notes")
        }
        _ = try DeprecateTemplate.run(author, "other-notes", DeprecateRequest(reason: "merged"))
        _ = try push { $0["SKILL.md"]? += "\nMore.\n" }
        func list(publishedOnly: Bool) throws -> [String] {
            try ListTemplates.run(author, publishedOnly: publishedOnly, PageRequest(limit: nil, cursor: nil, parts: 1))
                .items.map { "\($0.name) \($0.latest) \($0.published.map(String.init) ?? "-") \($0.isDeprecated)" }
        }
        #expect(try list(publishedOnly: false) == ["other-notes 1 - true", "release-notes 2 1 false"])
        #expect(try list(publishedOnly: true) == ["release-notes 2 1 false"])
        // It keeps its place: nothing else is dispatched unasked.
        #expect(try ShowTemplateHistory.run(author, "other-notes").items.map(\.isCurrent) == [true])
    }

    @Test func aDifferenceIsToldByMeaningAndByLines() throws {
        _ = try push()
        _ = try push { $0["task.yaml"] = $0["task.yaml"]?.replacing("risk: shared", with: "risk: sensitive") }
        let diff = try DiffTemplate.run(author, "release-notes", from: 1, to: 2)
        #expect(diff.meaning == ["risk changed: shared → sensitive"])
        #expect(diff.unified.contains("--- a/task.yaml") && diff.unified.contains("-risk: shared\n+risk: sensitive\n"))
        #expect(try DiffTemplate.run(author, "release-notes", from: 2, to: 2).unified == "")
        #expect(try world.refusal { try DiffTemplate.run(author, "release-notes", from: 1, to: 3) } == .notFound)
    }

    @Test func warningsSayWhyNothingCanBeDispatched() throws {
        try world.enactSmallTeamPolicy()
        let admitted = try push()
        #expect(admitted.warnings == [] && !admitted.remarks.map(\.rule).contains("outside-use-case"))
        let unknown = try push { $0["task.yaml"] = $0["task.yaml"]?.replacing("_case: release", with: "_case: releas") }
        #expect(
            unknown.remarks.filter { $0.level == .warning }.map(\.message) == [
                "there is no approved use case releas-notes (did you mean release-notes?)"
            ])
        let risky = try push { $0["task.yaml"] = $0["task.yaml"]?.replacing("risk: shared", with: "risk: sensitive") }
        #expect(
            risky.remarks.filter { $0.level == .warning }.map(\.message) == [
                "risk: release-notes goes up to shared; this is sensitive"
            ])
    }

    @Test func anotherTeamHasNone() throws {
        try world.publishSampleTemplate()
        let stranger = try world.team(.stranger)
        // As for one that does not exist, and what is another team's is no suggestion either.
        let missing = Failure(
            .notFound, "there is no template release-notes here; `countersign template list` shows what there is")
        #expect(throws: missing) { try ShowTemplate.run(stranger, "release-notes", version: nil) }
        #expect(throws: missing) { try ShowTemplateHistory.run(stranger, "release-notes") }
        #expect(throws: missing) {
            try stranger.read { try ChosenTemplate.load($0, stranger, "release-notes").number }
        }
        #expect(throws: Failure.missing("template", "release-notes version 1")) {
            try PublishTemplate.run(stranger, "release-notes", version: 1)
        }
        // The same bytes again are the stranger's own version 1.
        #expect(try push(by: stranger).summary.number == 1)
    }

    @Test func twoPushesAtOnceGetNumbersOfTheirOwn() async throws {
        let numbers = try await withThrowingTaskGroup(of: Int.self) { group in
            for index in 1...4 {
                group.addTask { [author] in
                    try await onOwnThread {
                        try PushTemplate.run(author, World.sampleTemplate { $0["SKILL.md"]? += "\nLine \(index).\n" })
                            .summary.number
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(numbers.sorted() == [1, 2, 3, 4])
    }
}

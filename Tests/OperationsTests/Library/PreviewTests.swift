import API
import Domain
import Operations
import TestSupport
import Testing

@Suite struct PreviewTests {
    /// The preview is the brief of the run, byte for byte, and both can be made again from the run's pins.
    @Test func aPreviewIsTheBriefOfTheRun() throws {
        let story = try RunStory.make()
        let team = try story.world.team(.author)
        try story.world.putContext("We write short sentences.\n")
        try story.world.putContext("Be kind.\n", layer: .organisation)
        try story.world.putContext("It is an app.\n", layer: .project, project: "app")
        let upload = try story.upload("a")
        var seed: UInt64 = 11
        for number in 0..<24 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            var request = RunStory.request
            request.inputs = ["repository": .string("/srv/\(["größe", "a b", "\u{202E}x", "```"][number % 4])\(seed)")]
            request.project = seed & 1 << 40 == 0 ? "app" : nil
            request.files = seed & 1 << 41 == 0 ? [API.InputFile(name: "a.txt", digest: upload)] : []
            request.trial = seed & 1 << 42 == 0 ? true : nil
            let preview = try PreviewTemplate.run(team, "release-notes", request)
            let run = try story.dispatch(request)
            if number % 5 == 4 { try changeEverything(story, number) }
            let brief = try ShowBrief.run(team, id: run.summary.id, recompiling: true)
            #expect(Array(preview.text.utf8) == Array(brief.text.utf8))
            #expect(preview.digest == run.briefDigest && brief.recompiled == brief.digest)
            #expect(.array(preview.origins.map(JSON.string)) == brief.origins)
            #expect(preview.version == run.summary.templateVersion)
        }
    }

    private func changeEverything(_ story: RunStory, _ number: Int) throws {
        try story.publish { $0["SKILL.md"]?.append("Change \(number).\n") }
        try story.world.putContext("Change \(number).\n")
        try story.world.putContext("\(number)\n", layer: .project, project: "app")
    }

    @Test func everyLineHasItsOrigin() throws {
        let story = try RunStory.make()
        let preview = try PreviewTemplate.run(story.world.team(.author), "release-notes", RunStory.request)
        let lines = preview.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(preview.origins.count == lines.count)
        let written = zip(lines, preview.origins).first { $0.0.contains("Read the commits of the range") }
        #expect(written?.1.hasPrefix("SKILL.md:") == true)
    }

    @Test func aDraftCanBePreviewedBeforeThereIsAPolicy() throws {
        let world = try World.make()
        let author = try world.team(.author)
        _ = try PushTemplate.run(author, World.sampleTemplate())
        var request = RunStory.request
        #expect(refusal { try PreviewTemplate.run(author, "release-notes", request) } == .notPublished)
        request.version = 1
        let preview = try PreviewTemplate.run(world.team(.second), "release-notes", request)
        #expect(preview.state == .draft && preview.warnings.count == 1)
        request.inputs = [:]
        #expect(refusal { try PreviewTemplate.run(author, "release-notes", request) } == .invalidInput)
        #expect(try world.eventNames() == ["template_pushed"], "nothing is started")
    }

    /// Somebody with the owner's rights changes what a run was given: that is said, not compiled.
    @Test func tamperedSourcesAreNoticed() throws {
        let story = try RunStory.make()
        let team = try story.world.team(.author)
        try story.world.putContext("Ours.")
        let run = try story.dispatch().summary.id
        try story.world.tamper("UPDATE context_documents SET digest = sha256('x') WHERE layer = 'team'")
        #expect(refusal { try ShowBrief.run(team, id: run, recompiling: true) } == .stale)
        #expect(try ShowBrief.run(team, id: run).recompiled == nil)
    }
}

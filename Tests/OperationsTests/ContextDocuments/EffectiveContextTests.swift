import API
import Domain
import Operations
import TestSupport
import Testing

/// What a run is told, how long it is, and that it stays so.
@Suite struct EffectiveContextTests {
    let story: RunStory

    init() throws { story = try RunStory.make() }

    private func effective(project: String? = nil) throws -> EffectiveContextView {
        try ShowEffectiveContext.run(story.world.team(.author), template: "release-notes", project: project)
    }

    @Test func everyLineHasItsOrigin() throws {
        try story.world.putContext("Be kind.\nBe brief.", layer: .organisation)
        try story.world.putContext("Größe 1\n")
        try story.world.putContext("Web.\n", layer: .project, project: "web")
        let view = try effective(project: "web")
        #expect(
            view.lines.prefix(4).map { "\($0.origin): \($0.text)" } == [
                "organisation/installation@1:1: Be kind.", "organisation/installation@1:2: Be brief.",
                "team/north@1:1: Größe 1", "project/web@1:1: Web.",
            ])
        #expect(view.lines.dropFirst(4).allSatisfy { $0.origin.hasPrefix("release-notes@1/SKILL.md:") })
        #expect(view.parts.map(\.name) == ["organisation/installation@1", "team/north@1", "project/web@1"])
        #expect(view.template.name == "template/release-notes@1")
        #expect(view.parts.map(\.size.words) == [4, 2, 1] && view.parts.map(\.size.characters) == [18, 8, 5])
        #expect(view.size.words == 7 && view.size.characters == 31 && view.size.tokens == 8)
        #expect(view.budgetTokens == 8000 && view.notice == nil)
    }

    /// Every line of the frozen brief that claims an origin in the context is one that was shown, and the other way round.
    @Test func whatIsShownIsWhatIsFrozen() throws {
        try story.world.putContext("One.\n\nTwo.\r\n")
        try story.world.putContext("Web.", layer: .project, project: "web")
        var request = RunStory.request
        request.project = "web"
        let run = try story.dispatch(request)
        #expect(run.project == "web" && run.notices.isEmpty)
        let brief = try ShowBrief.run(story.world.team(.author), id: run.summary.id)
        let lines = brief.text.split(separator: "\n", omittingEmptySubsequences: false)
        let frozen = zip(lines, brief.origins.array ?? []).compactMap { line, origin in
            origin.string.flatMap { $0.contains("@") ? "\($0): \(line)" : nil }
        }
        let shown = try effective(project: "web").lines.filter {
            $0.origin.contains("@") && !$0.origin.contains("/SKILL.md:")
        }
        #expect(frozen == shown.map { "\($0.origin): \($0.text)" })
        #expect(frozen.count == 4)
    }

    @Test func aChangeAfterDispatchDoesNotReachTheRun() throws {
        try story.world.putContext("We write short sentences.")
        let run = try story.start()
        let brief = try ShowBrief.run(story.world.team(.author), id: run.id)
        let pins = brief.pins["context"]
        #expect(
            pins == [
                [
                    "layer": "team", "name": "north", "version": 1,
                    "digest": .string(Digest.of("We write short sentences.").description),
                ]
            ])
        try story.world.putContext("We write long ones.")
        try story.world.putContext("All.", layer: .organisation)
        let later = try ShowBrief.run(story.world.team(.author), id: run.id)
        #expect(later.text == brief.text && later.digest == brief.digest && later.pins == brief.pins)
        #expect(Digest.of(later.text) == later.digest)
        let next = try ShowBrief.run(story.world.team(.author), id: try story.dispatch().summary.id)
        #expect(next.pins["context"]?.array?.map { $0["version"] } == [1, 2])
    }

    @Test func theBudgetWarnsAndThenRefuses() throws {
        func put(_ characters: Int) throws {
            try story.world.putContext(String(repeating: "word ", count: characters / 5))
        }
        try put(32_000)
        #expect(try story.dispatch().notices == [])
        try put(32_005)
        let notice = "the team context is about 8002 tokens long (6401 words), the budget is 8000; shorten it"
        #expect(try story.dispatch().notices == [notice])
        #expect(try effective().notice == notice)
        try put(64_000)
        #expect(try story.dispatch().notices.count == 1)
        #expect(refusal { try put(64_005) } == .contextOverBudget)
        #expect(try story.dispatch().notices.count == 1, "what is in force stays")
        try story.world.tamper(
            "UPDATE context_documents SET text = repeat('word ', 12801) WHERE layer = 'team' AND state = 'approved'")
        #expect(refusal { try story.dispatch() } == .contextOverBudget)
        let view = try effective()
        #expect(view.size.tokens == 16_002 && view.notice?.contains("nothing is dispatched above 16000") == true)
        // Whoever shortens it wants to see it.
        let preview = try PreviewTemplate.run(story.world.team(.author), "release-notes", RunStory.request)
        #expect(preview.notices == [view.notice] && preview.text.contains("word word"))
    }

    /// The layers count together, whichever grew last; a proposal that was small enough may not be any more.
    @Test func noLayerIsPutInForceThatWouldStopEveryRun() throws {
        let words = { (count: Int) in String(repeating: "word ", count: count) }
        let author = try story.world.team(.author)
        let web = ContextProposal(text: words(9_000), project: "web")
        let proposed = try ProposeContext.run(author, layer: "project", web)
        #expect(proposed.notice?.hasPrefix("the team context is about 112") == true)
        try story.world.putContext(words(4_000))
        let choice = ContextChoice(project: "web")
        #expect(
            refusal { try ApproveContext.run(story.world.team(.admin), layer: "project", version: 1, choice) }
                == .contextOverBudget)
        try story.world.putContext(words(3_000))
        let approved = try ApproveContext.run(story.world.team(.admin), layer: "project", version: 1, choice)
        #expect(approved.notice?.contains("the budget is 8000") == true && approved.summary.state == .approved)
        #expect(refusal { try story.world.putContext(words(12_801)) } == .contextOverBudget)
    }

    @Test func aDraftIsShownByItsNumber() throws {
        let team = try story.world.team(.author)
        _ = try PushTemplate.run(team, World.sampleTemplate { $0["SKILL.md"]?.append("Another.\n") })
        let view = try ShowEffectiveContext.run(team, template: "release-notes", version: "2", project: nil)
        #expect(view.template.name == "template/release-notes@2")
        #expect(try effective().template.name == "template/release-notes@1")
        #expect(
            refusal { try ShowEffectiveContext.run(team, template: "release-notes", version: "beta", project: nil) }
                == .notFound)
    }

    @Test func aProjectThatNobodyKnowsIsMentioned() throws {
        var request = RunStory.request
        request.project = "wbe"
        let doubt = "the project wbe has no context in force: "
        let stranger = "\(doubt)is it the one you mean? `countersign context list` shows those that have one"
        #expect(try story.dispatch(request).notices == [stranger])
        #expect(try effective(project: "wbe").notice == stranger)
        try story.world.putContext("Web.", layer: .project, project: "web")
        #expect(try story.dispatch(request).notices == ["\(doubt)did you mean web?"])
        #expect(try effective(project: "wbe").notice == "\(doubt)did you mean web?")
        request.project = "We b"
        #expect(refusal { try story.dispatch(request) } == .invalidInput)
        #expect(refusal { try effective(project: "We b") } == .invalidInput)
    }
}

import API
import Domain
import Operations
import TestSupport
import Testing

@Suite struct SearchTests {
    let world: World

    init() throws {
        world = try World.make()
        try publish("release-notes", "Writes release notes from a git history. Use when a version is released.")
        try publish("ticket-summary", "Summarises support tickets. Use when a week is over.")
        try publish("weekly-recap", "Tells what the release of the week has changed. Use on Fridays.")
    }

    private func publish(
        _ name: String, _ description: String, _ edit: (inout [String: String]) -> Void = { _ in }
    ) throws {
        try world.publishSampleTemplate(name) { files in
            files["SKILL.md"] = files["SKILL.md"]?.replacing("name: release-notes", with: "name: \(name)")
                .replacing(
                    "Writes release notes from a git history. Use when a version is released.", with: description
                )
                .replacing("# Release notes", with: "# Work")
            files["task.yaml"] = files["task.yaml"]?.replacing(
                "objective: Write release notes in which every commit is accounted for.",
                with: "objective: Account for every commit.")
            edit(&files)
        }
    }

    private func hits(
        _ text: String, useCase: String? = nil, kind: OutputKind? = nil, area: String? = nil, all: Bool = false,
        by login: World.Login = .author, limit: String? = nil, cursor: String? = nil
    ) throws -> Page<TemplateHit> {
        try FindTemplates.run(
            world.team(login), text: text, useCase: useCase, kind: kind, area: area, everyVersion: all,
            PageRequest(limit: limit, cursor: cursor, parts: 1))
    }

    private func find(
        _ text: String, useCase: String? = nil, kind: OutputKind? = nil, area: String? = nil, all: Bool = false,
        by login: World.Login = .author
    ) throws -> [String] {
        try hits(text, useCase: useCase, kind: kind, area: area, all: all, by: login).items
            .map { "\($0.name) \($0.number)" }
    }

    @Test func theNameCountsMost() throws {
        #expect(try find("release") == ["release-notes 1", "weekly-recap 1", "ticket-summary 1"])
        #expect(try find("releases notes").first == "release-notes 1", "word forms")
        #expect(try find("ticket") == ["ticket-summary 1"])
        #expect(try find("commits -tickets") == ["release-notes 1", "weekly-recap 1"])
        #expect(try find("\"support tickets\"") == ["ticket-summary 1"])
        #expect(try find("zebra") == [])
        #expect(try find("the") == [], "a word that says nothing finds nothing")
    }

    @Test func whatIsMisspeltIsFoundByItsLetters() throws {
        #expect(try find("tiket sumary") == ["ticket-summary 1"])
        #expect(try find("RECPA") == ["weekly-recap 1"])
        #expect(try find("weekly-recpa") == ["weekly-recap 1"])
        #expect(try find("tiket qqqxyz") == ["ticket-summary 1"], "a word like none is left out")
        #expect(try find("tiket fridys") == [], "words that stand in different templates")
        #expect(try find("tiket", area: "sales") == [])
    }

    @Test(arguments: ["opne", "pionts", "opne pionts", "\"opne pionts\"", "oepn-points", "PONITS"])
    func lettersThatChangedPlacesAreFoundInShortWords(_ text: String) throws {
        try publish("open-points", "Keeps what is not decided. Use after a meeting.")
        #expect(try find(text) == ["open-points 1"])
    }

    @Test func whatOnlyLooksAlikeIsSaidToBe() throws {
        #expect(try hits("tiket").items.map(\.looksAlike) == [true])
        #expect(try hits("ticket").items.map(\.looksAlike) == [false])
    }

    @Test(arguments: [
        ("ticket -summary", []), ("\"release notes\" -release", []), ("tiket -summary", []),
        ("tiket -\"support tickets\"", []), ("tiket -ticket-summary", []), ("fridys tiket -notes", []),
        ("tiket -zebra", ["ticket-summary 1"]), ("-zebra tiket -\"tickets support\"", ["ticket-summary 1"]),
        ("fridys -support", ["weekly-recap 1"]), ("tiket --support", ["ticket-summary 1"]),
        ("tiket -", ["ticket-summary 1"]),
        ("release -zebra", ["release-notes 1", "weekly-recap 1", "ticket-summary 1"]),
    ])
    func whatIsExcludedStaysAway(_ text: String, _ found: [String]) throws {
        #expect(try find(text) == found)
    }

    @Test func theListGoesOnWhereThePageEnds() throws {
        let first = try hits("release", limit: "2")
        #expect(first.items.map(\.name) == ["release-notes", "weekly-recap"] && first.next != nil)
        let second = try hits("release", limit: "2", cursor: first.next)
        #expect(second.items.map(\.name) == ["ticket-summary"] && second.next == nil)
        for cursor in ["", "zz", PageRequest.cursor(["-1"]), PageRequest.cursor(["9223372036854775807"])] {
            #expect(refusal { try hits("release", cursor: cursor) } == .badRequest)
        }
    }

    @Test func misspeltWordsOfDraftsAreFoundAmongAllVersions() throws {
        _ = try PushTemplate.run(
            world.team(.author),
            World.sampleTemplate {
                $0["SKILL.md"] = $0["SKILL.md"]?.replacing("Writes release notes", with: "Feeds every giraffe")
            })
        #expect(try find("girafe", all: true) == ["release-notes 2"])
        #expect(try find("girafe") == [])
    }

    @Test func whatIsDeprecatedIsFoundAmongAllVersionsOnly() throws {
        _ = try DeprecateTemplate.run(world.team(.author), "ticket-summary", DeprecateRequest(reason: "merged"))
        #expect(try find("ticket") == [] && find("ticket-summary") == [] && find("tiket") == [])
        #expect(try hits("ticket", all: true).items.map(\.state) == [.deprecated])
    }

    @Test func wordsOfEarlierVersionsLeadNowhere() throws {
        try publish("ticket-summary", "Summarises complaints. Use when a week is over.")
        #expect(try find("suport") == [])
        #expect(try find("complants") == ["ticket-summary 2"])
    }

    @Test func filtersNarrow() throws {
        #expect(try find("release", useCase: "release-notes").count == 3)
        #expect(try find("release", useCase: "release") == [])
        #expect(try find("release", kind: .document).count == 3)
        #expect(try find("release", kind: .code) == [])
        #expect(try find("release", area: "engineering").count == 3)
        #expect(try find("release", area: "sales") == [])
        #expect(try find("tiket", kind: .code) == [])
        #expect(try find("release", useCase: "it's \\ odd") == [])
    }

    @Test func currentVersionsOnlyUnlessAllAreWanted() throws {
        try publish("ticket-summary", "Summarises complaints. Use when a week is over.")
        _ = try PushTemplate.run(
            world.team(.author),
            World.sampleTemplate { $0["SKILL.md"]?.append("Mind the zebra.\n") })
        #expect(try find("support") == [] && find("complaints") == ["ticket-summary 2"])
        #expect(try find("support", all: true) == ["ticket-summary 1"])
        #expect(try find("zebra") == [] && find("zebra", all: true) == ["release-notes 2"])
        try move("current", to: 1)
        #expect(try find("support") == ["ticket-summary 1"] && find("complaints") == [])
    }

    private func move(_ label: String, to version: Int?) throws {
        for login in [World.Login.author, .admin] {
            _ = try MoveLabel.run(
                world.team(login), "ticket-summary", label: label, LabelRequest(version: version))
        }
    }

    @Test func whatThePinTakesIsSearched() throws {
        try publish("ticket-summary", "Summarises complaints. Use when a week is over.")
        try move("pinned", to: 1)
        #expect(try find("support") == ["ticket-summary 1"] && find("suport") == ["ticket-summary 1"])
        #expect(try find("ticket") == ["ticket-summary 1"] && find("ticket-summary -week") == [])
        #expect(try find("complaints") == [] && find("complants") == [], "no dispatch takes it")
        #expect(try find("support", kind: .document) == ["ticket-summary 1"] && find("support", kind: .code) == [])
        #expect(try hits("support").items.map(\.isPinned) == [true])
        let every = try hits("ticket", all: true).items
        #expect(every.count == 2 && every.filter(\.isPinned).map(\.number) == [1])
        #expect(try find("support", by: .stranger) == [])
        try move("pinned", to: nil)
        #expect(try find("support") == [] && find("complaints") == ["ticket-summary 2"])
    }

    /// Of what is deprecated only that counts which the dispatch takes.
    @Test func aDeprecationCountsWhereThePinStands() throws {
        try publish("ticket-summary", "Summarises complaints. Use when a week is over.")
        try move("pinned", to: 1)
        func deprecate(_ version: Int) throws {
            _ = try DeprecateTemplate.run(
                world.team(.author), "ticket-summary", DeprecateRequest(version: version, reason: "wrong"))
        }
        try deprecate(2)
        #expect(try find("ticket") == ["ticket-summary 1"], "the current one is deprecated, the pinned is not")
        try publish("ticket-summary", "Summarises praise. Use when a week is over.")
        try deprecate(1)
        #expect(try find("ticket") == [] && find("praise") == [] && find("ticket-summary") == [], "none is dispatched")
        try move("pinned", to: nil)
        #expect(try find("praise") == ["ticket-summary 3"])
    }

    @Test func noTeamFindsWhatIsAnothers() throws {
        #expect(try find("release", by: .stranger) == [] && find("release", all: true, by: .stranger) == [])
        #expect(try find("release-notes", by: .stranger) == [] && find("tiket", by: .stranger) == [])
        #expect(
            try Attack.run(
                world, "PERFORM FROM search_templates('release', NULL, NULL, NULL, true, 50)") == "nothing")
        #expect(
            try Attack.run(
                world, team: World.southID, "PERFORM FROM search_templates('release', NULL, NULL, NULL, true, 50)")
                == "nothing")
    }

    @Test func textsMustBeTexts() throws {
        #expect(refusal { try find("") } == .badRequest)
        #expect(refusal { try find(String(repeating: "x", count: 201)) } == .badRequest)
        for odd in ["'", "\\", ":*", "!", "&", "a:b", "\"", "(", "%_"] { _ = try find(odd) }
    }
}

import API
import Domain
import Operations
import TestSupport
import Testing

/// Which documents there are, and what is said of those that tell runs nothing.
@Suite struct ContextListTests {
    let world: World
    let north: TeamContext

    init() throws {
        world = try World.make()
        north = try world.team(.author)
    }

    private func list(_ team: TeamContext? = nil) throws -> [String] {
        try ListContext.run(team ?? north).items.map {
            "\($0.layer.rawValue) \($0.project): \($0.inForce?.number ?? 0), \($0.proposal?.number ?? 0)"
        }
    }

    private func propose(_ text: String, _ layer: ContextLayer, _ project: String? = nil) throws {
        _ = try ProposeContext.run(
            world.keeper(.author, of: layer), layer: layer.rawValue, ContextProposal(text: text, project: project))
    }

    @Test func everyDocumentHasALine() throws {
        #expect(try list() == [])
        try world.putContext("All.", layer: .organisation)
        try propose("All of us.", .organisation)
        try world.putContext("One.")
        try world.putContext("Two.")
        try propose("Three.", .team)
        try propose("Web.", .project, "web")
        try world.putContext("App.", layer: .project, project: "app")
        #expect(try list() == ["organisation : 1, 0", "team : 2, 3", "project app: 1, 0", "project web: 0, 1"])
        #expect(try list(world.team(.stranger)) == ["organisation : 1, 0"])
        #expect(try list(world.keeper(.second, of: .organisation)) == ["organisation : 1, 2"])
        let team = try ListContext.run(north).items[1]
        #expect(
            [team.inForce?.author, team.inForce?.decidedBy, team.proposal?.author] == ["author", "admin", "author"])
    }

    @Test func aBlankVersionIsMarked() throws {
        try world.putContext("One.")
        #expect(try ListContext.run(north).items[0].inForce?.isBlank == nil)
        try world.putContext(" \n\t\n")
        #expect(try ListContext.run(north).items[0].inForce?.isBlank == true)
    }

    @Test func whatIsSilentSaysWhy() throws {
        func silence(_ layer: ContextLayer, _ project: String = "") throws -> String {
            try ListContext.run(north).items.silence(layer, project)
        }
        #expect(
            try silence(.team) == "the team has no context in force: `countersign context propose team --file FILE`")
        try propose("One.", .team)
        #expect(
            try silence(.team)
                == "the team has no context in force; version 1 by author is proposed: `countersign context diff team`")
        try world.putContext("Race.", layer: .project, project: "race")
        try world.putContext(" \n", layer: .project, project: "race")
        #expect(try silence(.project, "race") == "the context of the project race says nothing (emptied in version 2)")
        #expect(try silence(.project, "rcae") == "the project rcae has no context in force: did you mean race?")
        #expect(try silence(.project, "moon").hasSuffix("`countersign context list` shows those that have one"))
    }
}

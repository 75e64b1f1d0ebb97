import API
import Domain
import Operations
import TestSupport
import Testing

@Suite struct ContextTests {
    let world: World
    let north: TeamContext

    init() throws {
        world = try World.make()
        north = try world.team(.author)
    }

    private func set(
        _ text: String, layer: String = "team", project: String? = nil, in team: TeamContext? = nil
    ) throws -> ContextView {
        try SetContext.run(team ?? north, layer: layer, ContextRequest(text: text, project: project))
    }

    private func effective(_ team: TeamContext, project: String? = nil) throws -> [String] {
        try team.read { tx in
            try EffectiveContext.load(tx, team, project: project).map { document in
                "\(document.layer.rawValue) \(document.name) \(document.version): \(document.text)"
            }
        }
    }

    @Test func runsInheritLayerByLayer() throws {
        let installation = try world.context(.admin).teamOrInstallation("installation")
        _ = try set("Be kind.", layer: "organisation", in: installation)
        _ = try set("We write British English.")
        _ = try set("We write plain English.")
        _ = try set("The site is static.", layer: "project", project: "web")
        _ = try set("Other.", layer: "project", project: "other")
        _ = try set("Southern.", in: world.team(.stranger))
        #expect(
            try effective(north, project: "web") == [
                "organisation installation 1: Be kind.", "team north 2: We write plain English.",
                "project web 1: The site is static.",
            ])
        #expect(try effective(north).count == 2)
        #expect(
            try effective(world.team(.stranger), project: "web") == [
                "organisation installation 1: Be kind.", "team south 1: Southern.",
            ])
        let shown = try ShowContext.run(north, project: "web").items
        #expect(
            shown.map(\.layer) == [.organisation, .team, .project]
                && shown.map(\.author) == ["admin", "author", "author"])
        #expect(
            try world.eventNames() == ["context_changed", "context_changed", "context_changed", "context_changed"])
        #expect(try world.eventNames(teamID: TeamContext.installationID) == ["context_changed"])
        #expect(try world.lastEvent("context_changed")?["subject"] == "context:project/other")
    }

    @Test func theSameTextIsTheSameVersionAndAnEmptyOneIsSilent() throws {
        #expect(try set("One.").number == 1)
        #expect(try set("One.").number == 1)
        #expect(try world.eventNames() == ["context_changed"])
        #expect(try set(" \n").number == 2)
        #expect(try effective(north) == [])
        #expect(try ShowContext.run(north, project: nil).items.map(\.number) == [2])
    }

    @Test func secretsAndHiddenTextAreRefusedWithTheirPlace() throws {
        let failure = try #require(throws: Failure.self) {
            try set("fine\nkey: AKIAIOSFODNN7EXAMPLE\nhid\u{200B}den")
        }
        #expect(failure.code == .invalidContext)
        let places = (failure.detail["problems"]?.array ?? []).map { problem in
            "\(problem["file"]?.string ?? ""):\(problem["line"]?.integer ?? 0):\(problem["column"]?.integer ?? 0)"
        }
        #expect(places == ["team.md:2:6", "team.md:3:4"])
        #expect(try world.refusal { try set(String(repeating: "x", count: 256 << 10 + 1)) } == .invalidContext)
        #expect(try world.eventNames() == [])
    }

    @Test func theOrganisationIsItsOperators() throws {
        let installation = try world.context(.admin).teamOrInstallation("installation")
        #expect(try world.refusal { try set("x", layer: "organisation") } == .notAllowed)
        #expect(try world.refusal { try set("x", layer: "organisation", in: world.team(.admin)) } == .notAllowed)
        #expect(try world.refusal { try set("x", layer: "team", in: installation) } == .notAllowed)
        #expect(try world.refusal { try world.context(.author).teamOrInstallation("installation") } == .notFound)
        #expect(try world.refusal { try world.context(.author).teamOrInstallation("south") } == .notFound)
        #expect(try world.context(.author).teamOrInstallation("north").id == World.northID)
    }

    private static let misnamed: [(String, String?, FailureCode)] = [
        ("team", "web", .invalidInput), ("project", nil, .invalidInput), ("project", "", .invalidInput),
        ("project", "-x", .invalidInput), ("project", "We b", .invalidInput), ("planet", nil, .notFound),
        ("project", String(repeating: "x", count: 65), .invalidInput),
    ]

    @Test(arguments: misnamed)
    func layersAndProjectsHaveNames(layer: String, project: String?, code: FailureCode) throws {
        #expect(try world.refusal { try set("x", layer: layer, project: project) } == code)
    }
}

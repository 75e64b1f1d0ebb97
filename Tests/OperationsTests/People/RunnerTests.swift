import API
import Domain
import Operations
import TestSupport
import Testing

@Suite struct RunnerTests {
    let world: World

    init() throws { world = try World.make() }

    private func register(
        _ name: String, labels: [String] = [], operator login: String? = nil
    ) throws -> RunnerSecret {
        try RegisterRunner.run(
            world.team(.admin), RunnerRequest(name: name, labels: labels, operatorLogin: login))
    }

    @Test func aRunnerGetsATokenOfItsOwn() throws {
        let made = try register("build-1", labels: ["linux", "git", "git"], operator: "author")
        #expect(made.runner.labels == ["git", "linux"] && made.runner.operatorLogin == "author")
        guard case .runner(let runner) = try Caller.authenticate(made.secret, world.services) else {
            Issue.record("not a runner's token")
            return
        }
        #expect(runner.id == made.runner.id && runner.team == "north" && runner.labels == ["git", "linux"])
        #expect(
            try world.lastEvent("runner_created")?["data"] == ["name": "build-1", "operator": "per_author"])
        #expect(try ListRunners.run(world.team(.author)).items.map(\.name) == ["build-1", "north-host"])
        #expect(try register("build-2").runner.operatorLogin == "admin")
    }

    @Test func whatARunnerNeeds() throws {
        #expect(try world.refusal { try register("north-host") } == .alreadyExists)
        #expect(try world.refusal { try register("-x") } == .invalidInput)
        #expect(try world.refusal { try register("x", labels: ["a b"]) } == .invalidInput)
        #expect(try world.refusal { try register("x", labels: (0...32).map { "l\($0)" }) } == .invalidInput)
        #expect(try world.refusal { try register("x", operator: "stranger") } == .invalidInput)
        #expect(try world.refusal { try register("x", operator: "nobody") } == .invalidInput)
    }

    @Test func aRevokedRunnerIsOut() throws {
        let made = try register("build-1")
        try RevokeRunnerToken.run(world.team(.admin), runner: "build-1")
        try RevokeRunnerToken.run(world.team(.admin), runner: made.runner.id)
        #expect(try world.refusal { try Caller.authenticate(made.secret, world.services) } == .notAuthenticated)
        #expect(try world.eventNames() == ["runner_created", "runner_revoked"])
        #expect(try ListRunners.run(world.team(.author)).items.first?.revokedAt != nil)
        let foreign = try #require(throws: Failure.self) {
            try RevokeRunnerToken.run(world.team(.stranger), runner: "rnr_north")
        }
        #expect(foreign == Failure.missing("runner", "rnr_north"))
        #expect(try ListRunners.run(world.team(.stranger)).items.map(\.name) == ["south-host"])
    }
}

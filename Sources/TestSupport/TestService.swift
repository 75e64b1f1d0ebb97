import API
import APIClient
import Domain
import FoundationEssentials
import Platform
import Server

/// The real service on a scratch database, listening on a port of its own, for tests that go through HTTP. Its people and
/// teams are those of `World`. Stops when the test lets go of it.
package final class TestService: Sendable {
    package let world: World
    private let service: Service
    private let folder: String

    package init(world: World? = nil, limits: (inout Limits) -> Void = { _ in }) throws {
        self.world = try world ?? World.make()
        folder = "/tmp/countersign-service-\(Hex.encode(SecureRandom.bytes(6)))"
        var configuration = Configuration()
        configuration.dataDirectory = folder
        configuration.databaseURL = self.world.database.appURL
        configuration.listen = ListenAddress(host: "127.0.0.1", port: 0)
        configuration.workers = 4
        configuration.passwordCost = .test
        limits(&configuration.limits)
        service = try Service.start(configuration, observer: Observer(log: Log(level: .error, format: .text)))
    }

    deinit {
        service.stop()
        try? FileManager.default.removeItem(atPath: folder)
    }

    package var url: String { "http://127.0.0.1:\(service.port)" }

    /// A live session token of this person.
    package func token(_ login: World.Login) throws -> String {
        let token = Token.make(.person)
        try world.database.run(World.session(token, of: login))
        return token.secret
    }

    /// A live token of a team's runner.
    package func runnerToken(_ team: String = "north") throws -> String {
        let token = Token.make(.runner)
        try world.database.run(
            "UPDATE runners SET token_hash = '\\x\(token.hash.hex)' WHERE name = '\(team)-host'")
        return token.secret
    }
}

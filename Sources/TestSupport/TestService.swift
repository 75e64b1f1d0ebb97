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

    /// - Parameters:
    ///   - executors: the text of a file of executors.
    ///   - log: takes every line of the log, of all levels; without it errors go to standard error.
    package init(
        world: World? = nil, executors: String? = nil, limits: (inout Limits) -> Void = { _ in }, log: Log.Sink? = nil
    ) throws {
        self.world = try world ?? World.make()
        folder = "/tmp/countersign-service-\(Hex.encode(SecureRandom.bytes(6)))"
        var configuration = Configuration()
        configuration.dataDirectory = folder
        configuration.databaseURL = self.world.database.appURL
        configuration.listen = ListenAddress(host: "127.0.0.1", port: 0)
        configuration.workers = 4
        configuration.passwordCost = .test
        limits(&configuration.limits)
        if let executors {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            configuration.executorsFile = "\(folder)/executors.yaml"
            try Data(executors.utf8).write(to: URL(filePath: "\(folder)/executors.yaml"))
        }
        let lines =
            log.map { Log(level: .debug, format: .json, sink: $0) } ?? Log(level: .error, format: .text)
        service = try Service.start(configuration, observer: Observer(log: lines))
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

import Domain
import Foundation
import Platform
import Schema
import Store
import TestSupport

/// A database that `countersignd --database-url` is given.
protocol TestDatabase {
    var appURL: String { get }
    var ownerURL: String { get }
}

extension ScratchDatabase: TestDatabase {}

/// A PostgreSQL that is nobody's but one test's, and can be stopped and started.
final class OwnServer: TestDatabase {
    private static let name = "countersign"
    private let folder = "/tmp/countersign-own-\(Hex.encode(SecureRandom.bytes(6)))"
    private var postgres: EmbeddedPostgres

    init() throws {
        postgres = try EmbeddedPostgres.start(dataDirectory: folder)
        try Migrator.ensureDatabase(Self.name, onServerOf: postgres.url(role: TestCluster.owner, database: "postgres"))
        try Migrator.migrate(ownerURL: ownerURL)
    }

    deinit {
        postgres.stop()
        try? FileManager.default.removeItem(atPath: folder)
    }

    var appURL: String { postgres.url(role: DatabaseRoles.app.rawValue, database: Self.name) }
    var ownerURL: String { postgres.url(role: TestCluster.owner, database: Self.name) }
    var processID: Int32 { postgres.processID }

    func stop() { postgres.stop() }

    func startAgain() throws { postgres = try EmbeddedPostgres.start(dataDirectory: folder) }
}

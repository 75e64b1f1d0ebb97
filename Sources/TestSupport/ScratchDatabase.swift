import Domain
import Schema
import Store
import Synchronization

/// A database for one test, dropped when the test lets go of it. Copied from a template that was migrated once for this
/// process: 20 ms as file copies, 130 ms through the log (PostgreSQL 15, 40 tables).
package final class ScratchDatabase: Sendable {
    package let name: String
    private let cluster: TestCluster

    private static let made = Atomic(0)
    private static let template = Result { try makeTemplate() }

    /// With the whole schema, but no rows other than those that migrations make.
    package static func make() throws -> ScratchDatabase { try ScratchDatabase(template: template.get()) }

    /// Without any schema, for tests of what makes one, or which bring tables of their own.
    package static func makeEmpty() throws -> ScratchDatabase {
        // Makes the roles.
        _ = try template.get()
        return try ScratchDatabase(template: "template1")
    }

    private init(template: String) throws {
        cluster = try TestCluster.shared()
        name = "scratch_\(Self.made.add(1, ordering: .relaxed).newValue)"
        try Self.administer("CREATE DATABASE \(name) TEMPLATE \(template) STRATEGY file_copy", cluster)
    }

    deinit { try? Self.administer("DROP DATABASE \(name) WITH (FORCE)", cluster) }

    package var ownerURL: String { url(role: TestCluster.owner) }
    package var appURL: String { url(role: DatabaseRoles.app.rawValue) }
    package func url(role: String) -> String { cluster.url(database: name, role: role) }

    /// A pool in the role of the service's requests.
    package func pool(connections: Int = 4, waitSeconds: Int = 5) -> Pool {
        Pool(url: appURL, connections: connections, waitSeconds: waitSeconds) { error in
            // What a client is not told, and whoever reads a failed test wants to know.
            switch error {
            case .defect, .checkViolation, .foreignKeyViolation: print("database: \(error)")
            default: break
            }
        }
    }

    /// Runs statements as the owner.
    package func run(_ script: String) throws {
        let owner = Connection(url: ownerURL)
        try owner.open()
        try owner.run(script: script)
    }

    private static func makeTemplate() throws -> String {
        let cluster = try TestCluster.shared()
        let name = "migrated"
        try Migrator.ensureDatabase(name, onServerOf: cluster.url(database: "postgres"))
        try Migrator.migrate(ownerURL: cluster.url(database: name))
        return name
    }

    private static func administer(_ script: String, _ cluster: TestCluster) throws {
        let connection = Connection(url: cluster.url(database: "postgres"))
        try connection.open()
        try connection.run(script: script)
    }
}

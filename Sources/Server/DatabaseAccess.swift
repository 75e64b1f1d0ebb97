import Domain
import Platform
import Store

/// Where the database is: the service's own cluster in the data directory, or the server that a URL names.
struct DatabaseAccess {
    static let databaseName = "countersign"

    let postgres: EmbeddedPostgres?
    /// As the service's role.
    let url: String

    /// Starts the embedded cluster and migrates it; a database that a URL names is only used, never migrated here: its
    /// owner does that with `countersignd migrate`.
    static func open(_ configuration: Configuration, observer: Observer) throws -> DatabaseAccess {
        if let url = configuration.databaseURL { return DatabaseAccess(postgres: nil, url: url) }
        let postgres = try EmbeddedPostgres.start(dataDirectory: configuration.dataDirectory)
        do {
            try Migrator.ensureDatabase(databaseName, onServerOf: ownerURL(postgres))
            try migrate(ownerURL(postgres), observer)
        } catch {
            postgres.stop()
            throw error
        }
        return DatabaseAccess(
            postgres: postgres, url: postgres.url(role: DatabaseRoles.app.rawValue, database: databaseName))
    }

    /// As its owner: may do what the service may not.
    static func ownerURL(_ postgres: EmbeddedPostgres) -> String {
        postgres.url(role: "countersign_owner", database: databaseName)
    }

    static func migrate(_ ownerURL: String, _ observer: Observer) throws {
        let applied = try Migrator.migrate(ownerURL: ownerURL) {
            observer.info("migration_applied", ["name": .string("\($0)")])
        }
        if applied.isEmpty { observer.debug("schema_checked") }
    }

    func pool(connections: Int, _ observer: Observer) -> Pool {
        Pool(url: url, connections: connections) { error in
            observer.warn("database_failed", ["error": .string("\(error)")])
        }
    }
}

import Domain
import Schema

/// Brings a database to the schema of this version: forward only, each migration once, in its own transaction. Several
/// may start at once: an advisory lock lets them go one after the other, and the later ones find nothing to do.
///
/// Its messages are for the operator at the console or in the log, and tell what the server said.
package enum Migrator {
    /// What was applied, from `schema_migrations`.
    package struct Applied: Sendable, Equatable {
        package let number: Int
        package let name: String
        package let digest: Digest
        package let appliedAt: Timestamp
    }

    package struct Status: Sendable, Equatable {
        package let applied: [Applied]
        /// Names of what `migrate` would apply.
        package let pending: [String]
    }

    /// Any number will do, as long as all versions use the same.
    private static let lockNumber: Int64 = 0x636F_756E_7465_7273

    /// Applies what is missing; answers the names of what it applied.
    /// - Parameters:
    ///   - ownerURL: of a role that owns the database; it must also be allowed to create roles, unless they exist.
    ///   - log: hears one line for each migration.
    @discardableResult
    package static func migrate(
        ownerURL: String, migrations: [Migration] = Migration.all, log: (String) -> Void = { _ in }
    ) throws -> [String] {
        try explained {
            let connection = try open(ownerURL)
            try connection.change(AdvisoryLock(number: lockNumber))
            try DatabaseRoles.ensure(on: connection)
            try connection.run(script: createTable)
            let pending = try pending(migrations, after: try connection.all(AppliedMigrations()))
            for migration in pending {
                try apply(migration, on: connection)
                log("applied migration \(migration.name)")
            }
            return pending.map(\.name)
        }
    }

    /// Compares a database with this version; changes nothing. Throws as `migrate` does when the two do not fit.
    package static func status(url: String, migrations: [Migration] = Migration.all) throws -> Status {
        try explained {
            let connection = try open(url)
            let exists = try connection.all(MigrationTableExists()) == [true]
            let applied = exists ? try connection.all(AppliedMigrations()) : []
            return Status(applied: applied, pending: try pending(migrations, after: applied).map(\.name))
        }
    }

    /// Creates the database unless it exists, through the server's `postgres` database.
    package static func ensureDatabase(_ name: String, onServerOf url: String) throws {
        try explained {
            let connection = Connection(url: url, database: "postgres")
            try connection.open()
            guard try connection.all(DatabaseExists(name: name)) == [false] else { return }
            do {
                try connection.run(script: "CREATE DATABASE \(try connection.identifier(name))")
            } catch let error as DatabaseError {
                // Somebody else may have been quicker.
                guard try connection.all(DatabaseExists(name: name)) == [true] else { throw error }
            }
        }
    }

    private static func open(_ url: String) throws -> Connection {
        let connection = Connection(url: url)
        try connection.open()
        return connection
    }

    /// What is still to be applied, or why this version must keep its hands off the database.
    private static func pending(_ migrations: [Migration], after applied: [Applied]) throws -> [Migration] {
        for (index, old) in applied.enumerated() {
            guard migrations.indices.contains(index) else {
                throw Failure(
                    .wrongState,
                    "the database has migration \(old.name), which this version does not know: "
                        + "the database is newer; run the version that made it, or a later one")
            }
            let known = migrations[index]
            guard known.number == old.number, Digest.of(known.sql) == old.digest else {
                throw Failure(
                    .wrongState,
                    "migration \(old.name) was applied to the database in another form than this version has "
                        + "(as \(known.name)): the two do not belong together; run the version that made the database")
            }
        }
        return Array(migrations.dropFirst(applied.count))
    }

    private static func apply(_ migration: Migration, on connection: Connection) throws {
        do {
            try connection.run(script: "BEGIN")
            try connection.run(script: migration.sql)
            guard connection.transactionState == .open else {
                throw DatabaseError.defect(statement: migration.name, reason: "it ends its own transaction")
            }
            try connection.change(RecordMigration(migration: migration))
            try connection.run(script: "COMMIT")
        } catch {
            throw Failure(.internalError, "migration \(migration.name) failed: \(error)")
        }
    }

    private static func explained<T>(_ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw Failure(error.failure.code, "cannot prepare the database: \(error)")
        }
    }

    private static let createTable = """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            number int PRIMARY KEY,
            name text NOT NULL,
            digest bytea NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
        )
        """

    private struct AdvisoryLock: Command {
        let number: Int64
        static let sql = "SELECT pg_advisory_lock($1)"
        var parameters: [any SQLValue] { [number] }
    }

    private struct DatabaseExists: Query {
        typealias Row = Bool
        let name: String
        static let sql = "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)"
        var parameters: [any SQLValue] { [name] }
    }

    private struct MigrationTableExists: Query {
        typealias Row = Bool
        static let sql = "SELECT to_regclass('schema_migrations') IS NOT NULL"
    }

    private struct AppliedMigrations: Query {
        static let sql = "SELECT number, name, digest, applied_at FROM schema_migrations ORDER BY number"
        static func row(_ columns: inout Columns) throws -> Applied {
            Applied(
                number: try columns.next(), name: try columns.next(), digest: try columns.next(),
                appliedAt: try columns.next())
        }
    }

    private struct RecordMigration: Command {
        let migration: Migration
        static let sql = "INSERT INTO schema_migrations (number, name, digest) VALUES ($1, $2, $3)"
        var parameters: [any SQLValue] { [migration.number, migration.name, Digest.of(migration.sql)] }
    }
}

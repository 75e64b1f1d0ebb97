import Domain
import Store

/// Whether an instance can do its work: the database answers and holds the schema that this program was built for.
package enum CheckReadiness {
    package static func run(_ services: Services) throws {
        let applied = try services.pool.first(AppliedMigrations()) ?? 0
        guard applied == AppliedMigrations.wanted else {
            throw Failure(
                .unavailable,
                "the database's schema is at \(applied), this program needs \(AppliedMigrations.wanted); "
                    + "run `countersignd migrate`")
        }
    }
}

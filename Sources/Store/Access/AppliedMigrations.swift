import Schema

/// The number of the newest migration that the database has seen.
package struct AppliedMigrations: Query {
    package typealias Row = Int
    /// The newest that this program knows.
    package static let wanted = Migration.all.map(\.number).max() ?? 0
    package static let sql = "SELECT coalesce(max(number), 0) FROM schema_migrations"

    package init() {}
}

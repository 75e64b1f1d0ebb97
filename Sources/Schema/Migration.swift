/// One step of the schema: applied once, in order of its number, never changed afterwards, never undone.
package struct Migration: Sendable {
    package let number: Int
    /// The file's name without its ending: `m0001_people`.
    package let name: String
    package let sql: String

    package init(number: Int, name: String, sql: String) {
        self.number = number
        self.name = name
        self.sql = sql
    }

    private init(_ number: Int, _ name: String, _ file: [UInt8]) {
        self.init(number: number, name: name, sql: String(decoding: file, as: UTF8.self))
    }

    /// Every migration, in order. A new one is a file in `Migrations/` and a line here.
    package static let all = [
        Migration(1, "m0001_people", PackageResources.m0001_people_sql),
        Migration(2, "m0002_library", PackageResources.m0002_library_sql),
        Migration(3, "m0003_runs", PackageResources.m0003_runs_sql),
        Migration(4, "m0004_outputs", PackageResources.m0004_outputs_sql),
        Migration(5, "m0005_reviews", PackageResources.m0005_reviews_sql),
        Migration(6, "m0006_actions", PackageResources.m0006_actions_sql),
        Migration(7, "m0007_events", PackageResources.m0007_events_sql),
        Migration(8, "m0008_protection", PackageResources.m0008_protection_sql),
        Migration(9, "m0009_templates", PackageResources.m0009_templates_sql),
        Migration(10, "m0010_context", PackageResources.m0010_context_sql),
        Migration(11, "m0011_policy", PackageResources.m0011_policy_sql),
        Migration(12, "m0012_owners", PackageResources.m0012_owners_sql),
        Migration(13, "m0013_trust", PackageResources.m0013_trust_sql),
        Migration(14, "m0014_loop", PackageResources.m0014_loop_sql),
        Migration(15, "m0015_absence", PackageResources.m0015_absence_sql),
        Migration(16, "m0016_usage", PackageResources.m0016_usage_sql),
        Migration(17, "m0017_withdrawal", PackageResources.m0017_withdrawal_sql),
    ]
}

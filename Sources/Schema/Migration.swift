/// One step of the schema: applied once, in order of its number, never changed afterwards, never undone.
package struct Migration: Sendable {
    package let number: Int
    /// The file's name without its ending: `m0001_core`.
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
        Migration(1, "m0001_core", PackageResources.m0001_core_sql)
    ]
}

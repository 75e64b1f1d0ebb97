import Domain
import Schema
import Store
import TestSupport
import Testing

@Suite struct MigratorTests {
    static let first = Migration(
        number: 1, name: "m0001_first", sql: "CREATE TABLE a (x int); GRANT SELECT ON a TO countersign_auditor")
    static let second = Migration(
        number: 2, name: "m0002_second", sql: "CREATE TABLE b (x int); INSERT INTO b VALUES (7)")

    let database: ScratchDatabase

    init() throws { database = try ScratchDatabase.makeEmpty() }

    private func migrate(_ migrations: [Migration]) throws -> [String] {
        try Migrator.migrate(ownerURL: database.ownerURL, migrations: migrations)
    }

    private func failure(_ migrations: [Migration]) -> String {
        let error = #expect(throws: Failure.self) { try migrate(migrations) }
        return error?.description ?? ""
    }

    @Test func appliesEachOnceInOrder() throws {
        #expect(try Migrator.status(url: database.ownerURL, migrations: [Self.first]).pending == ["m0001_first"])
        #expect(try migrate([Self.first]) == ["m0001_first"])
        var lines: [String] = []
        let applied = try Migrator.migrate(ownerURL: database.ownerURL, migrations: [Self.first, Self.second]) {
            lines.append($0)
        }
        #expect(applied == ["m0002_second"])
        #expect(lines == ["applied migration m0002_second"])
        #expect(try migrate([Self.first, Self.second]) == [])
        let status = try Migrator.status(url: database.ownerURL, migrations: [Self.first, Self.second])
        #expect(status.applied.map(\.name) == ["m0001_first", "m0002_second"])
        #expect(status.applied.map(\.digest) == [Digest.of(Self.first.sql), Digest.of(Self.second.sql)])
        #expect(status.pending == [])
    }

    @Test func severalAtOnceApplyEachOnce() async throws {
        let url = database.ownerURL
        let applied = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<4 {
                group.addTask {
                    try await onOwnThread {
                        try Migrator.migrate(ownerURL: url, migrations: [Self.first, Self.second])
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(applied == ["m0001_first", "m0002_second"])
    }

    @Test func refusesAChangedMigration() throws {
        _ = try migrate([Self.first])
        let changed = Migration(number: 1, name: "m0001_first", sql: Self.first.sql + " ")
        #expect(
            failure([changed]) == "wrong_state: migration m0001_first was applied to the database in another form than "
                + "this version has (as m0001_first): the two do not belong together; run the version that made the "
                + "database")
    }

    @Test func refusesANewerDatabase() throws {
        _ = try migrate([Self.first, Self.second])
        #expect(
            failure([Self.first])
                == "wrong_state: the database has migration m0002_second, which this version does not "
                + "know: the database is newer; run the version that made it, or a later one")
        #expect(throws: Failure.self) { try Migrator.status(url: database.ownerURL, migrations: [Self.first]) }
    }

    @Test(arguments: ["CREATE TABLE c (x int); SELECT 1/0", "CREATE TABLE c (x int); COMMIT"])
    func aFailedMigrationIsNotRecorded(sql: String) throws {
        let broken = Migration(number: 2, name: "m0002_broken", sql: sql)
        #expect(failure([Self.first, broken]).hasPrefix("internal_error: migration m0002_broken failed"))
        let status = try Migrator.status(url: database.ownerURL, migrations: [Self.first, broken])
        #expect(status.pending == ["m0002_broken"])
    }

    struct Roles: Query {
        static let sql = """
            SELECT rolname::text, rolcanlogin AND NOT rolsuper AND NOT rolbypassrls AND NOT rolcreaterole
            FROM pg_roles WHERE rolname = ANY ($1::text[])
            """
        var parameters: [any SQLValue] { [DatabaseRoles.allCases.map(\.rawValue)] }
        static func row(_ columns: inout Columns) throws -> (name: String, isPlain: Bool) {
            (try columns.next(), try columns.next())
        }
    }

    @Test func rolesExistAndAreSubjectToRowSecurity() throws {
        let owner = Connection(url: database.ownerURL)
        try owner.open()
        let roles = try owner.all(Roles())
        #expect(roles.map(\.name).sorted() == DatabaseRoles.allCases.map(\.rawValue).sorted())
        #expect(roles.map(\.isPlain) == [true, true, true, true])
    }

    struct Databases: Query {
        typealias Row = String
        static let sql = "SELECT datname::text FROM pg_database WHERE datname LIKE 'made%'"
    }

    @Test func makesADatabaseOnce() throws {
        let owner = Connection(url: database.ownerURL)
        try owner.open()
        defer { try? owner.run(script: "DROP DATABASE \"made \"\"here\"") }
        for _ in 0..<2 { try Migrator.ensureDatabase("made \"here", onServerOf: database.ownerURL) }
        #expect(try owner.all(Databases()) == ["made \"here"])
    }

    @Test func theListOfMigrationsIsInOrder() {
        let numbers = Migration.all.map(\.number)
        #expect(numbers == Set(numbers).sorted())
        for migration in Migration.all {
            #expect(migration.name.hasPrefix("m" + String("0000\(migration.number)".suffix(4)) + "_"))
            #expect(!migration.sql.isEmpty)
        }
    }
}

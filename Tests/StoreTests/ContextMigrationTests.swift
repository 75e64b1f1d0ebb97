import Schema
import Store
import TestSupport
import Testing

/// An installation that had context before there were second persons.
@Suite struct ContextMigrationTests {
    @Test func theNewestIsProposedAgainAndTheOlderOnesAreNot() throws {
        let database = try ScratchDatabase.makeEmpty()
        let before = Migration.all.filter { $0.number < 10 }
        _ = try Migrator.migrate(ownerURL: database.ownerURL, migrations: before)
        let insert = """
            INSERT INTO context_documents (team_id, layer, project, number, text, digest, author_id)
            VALUES ('team_1', 'team', '', 1, 'a', sha256('a'), 'per_1'), ('team_1', 'team', '', 2, 'b', sha256('b'), 'per_1'),
                ('team_1', 'project', 'web', 1, 'c', sha256('c'), 'per_1'), ('team_1', 'project', 'app', 2, 'd', sha256('d'), 'per_1')
            """
        try database.run(
            """
            INSERT INTO persons (id, login, name, password_hash) VALUES ('per_1', 'ada', 'Ada', '');
            INSERT INTO teams (id, name) VALUES ('team_1', 'demo');
            SET countersign.team = 'team_1'; \(insert)
            """)
        _ = try Migrator.migrate(ownerURL: database.ownerURL, migrations: Migration.all)
        let rows = try database.pool().transaction(.team("team_1", person: nil)) { try $0.all(Decided()) }
        #expect(
            rows == [
                "project app 2 proposed ", "project web 1 proposed ", "team  1 withdrawn per_1", "team  2 proposed ",
            ])
    }
}

private struct Decided: Query {
    typealias Row = String
    static let sql = """
        SELECT layer::text || ' ' || project || ' ' || number || ' ' || state || ' ' || coalesce(decided_by, '')
        FROM context_documents ORDER BY 1
        """
}

import Domain
import Store
import TestSupport

/// Statements that the tests of this folder share, over a throw-away table `notes`.
enum Notes {
    static let schema = """
        CREATE TABLE notes (
            id text CONSTRAINT notes_pkey PRIMARY KEY,
            body text NOT NULL DEFAULT '',
            stars bigint NOT NULL DEFAULT 0 CONSTRAINT notes_stars_range CHECK (stars BETWEEN 0 AND 5),
            parent text CONSTRAINT notes_parent_exists REFERENCES notes
        );
        GRANT ALL ON notes TO countersign_app;
        """

    static func database() throws -> ScratchDatabase {
        let database = try ScratchDatabase.makeEmpty()
        try database.run(schema)
        return database
    }

    struct Add: Command {
        let id: String
        var stars: Int64 = 0
        var parent: String?
        static let sql = "INSERT INTO notes (id, stars, parent) VALUES ($1, $2, $3)"
        var parameters: [any SQLValue] { [id, stars, parent] }
    }

    struct SetBody: Command {
        let id: String
        let body: String
        static let sql = "UPDATE notes SET body = $2 WHERE id = $1"
        var parameters: [any SQLValue] { [id, body] }
    }

    struct IDs: Query {
        typealias Row = String
        static let sql = "SELECT id FROM notes ORDER BY id"
    }

    struct ByID: Query {
        struct Row: Equatable {
            let id: String
            let body: String
            let stars: Int64
            let parent: String?
        }
        let id: String
        static let sql = "SELECT id, body, stars, parent FROM notes WHERE id = $1"
        var parameters: [any SQLValue] { [id] }
        static func row(_ columns: inout Columns) throws -> Row {
            Row(
                id: try columns.next(), body: try columns.next(), stars: try columns.next(),
                parent: try columns.next())
        }
    }
}

/// The session's number in pg_stat_activity.
struct BackendPID: Query {
    typealias Row = Int
    static let sql = "SELECT pg_backend_pid()"
}

struct Terminate: Query {
    typealias Row = Bool
    let pid: Int
    static let sql = "SELECT pg_terminate_backend($1, 5000)"
    var parameters: [any SQLValue] { [pid] }
}

/// Longer than any test waits.
struct Sleep: Query {
    typealias Row = Bool
    static let sql = "SELECT pg_sleep(600) IS NULL"
}

struct Activity: Query {
    typealias Row = String
    let pid: Int
    static let sql = "SELECT state FROM pg_stat_activity WHERE pid = $1 AND query LIKE '%pg_sleep%'"
    var parameters: [any SQLValue] { [pid] }
}

extension ScratchDatabase {
    /// What an administrator sees on a connection of their own.
    func run<Q: Query>(_ query: Q) throws -> Q.Row? {
        let owner = Connection(url: ownerURL)
        try owner.open()
        return try owner.all(query).first
    }

    /// What an administrator does on a connection of their own.
    func terminate(_ pid: Int) throws -> Bool {
        let owner = Connection(url: ownerURL)
        try owner.open()
        return try owner.all(Terminate(pid: pid)) == [true]
    }

    func noteIDs() throws -> [String] { try pool().transaction(.none) { try $0.all(Notes.IDs()) } }
}

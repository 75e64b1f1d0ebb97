import Domain
import Store
import TestSupport
import Testing

/// Commands wait for the next statement with an answer; nobody may notice, except by the time it takes.
@Suite struct PipelineTests {
    let database: ScratchDatabase
    let pool: Pool

    init() throws {
        database = try Notes.database()
        pool = database.pool(connections: 1)
    }

    private func guardBodies() throws {
        try database.run(
            """
            CREATE FUNCTION guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                RAISE EXCEPTION USING ERRCODE = 'CS001', MESSAGE = 'too late', DETAIL = 'expired'; END $$;
            CREATE TRIGGER guard BEFORE UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION guard();
            """)
    }

    @Test func aQuerySeesTheCommandsBeforeIt() throws {
        let seen = try pool.transaction(.none) { tx in
            try tx.run(Notes.Add(id: "a"))
            try tx.run(Notes.SetBody(id: "a", body: "new"))
            let note = try tx.one(Notes.ByID(id: "a"))
            try tx.run(Notes.Add(id: "b"))
            return (note.body, try tx.runNow(Notes.SetBody(id: "b", body: "x")), try tx.all(Notes.IDs()))
        }
        #expect(seen == ("new", 1, ["a", "b"]))
        #expect(try database.noteIDs() == ["a", "b"])
    }

    @Test func queriesThatGoTogetherAnswerEachForItself() throws {
        let seen = try pool.transaction(.none) { tx in
            try tx.run(Notes.Add(id: "a", stars: 2))
            return try tx.all(Notes.ByID(id: "a"), Notes.IDs(), Notes.ByID(id: "none"))
        }
        #expect(seen.0 == [Notes.ByID.Row(id: "a", body: "", stars: 2, parent: nil)])
        #expect(seen.1 == ["a"])
        #expect(seen.2 == [])
    }

    @Test func aGuardsFailureArrivesWithTheNextAnswer() throws {
        try guardBodies()
        var wentOn = false
        #expect(throws: Failure(.expired, "too late")) {
            try pool.transaction(.none) { tx in
                try tx.run(Notes.Add(id: "a"))
                try tx.run(Notes.SetBody(id: "a", body: "new"))
                try tx.run(Notes.Add(id: "a"))
                _ = try tx.all(Notes.IDs())
                wentOn = true
            }
        }
        #expect(!wentOn)
        #expect(try database.noteIDs() == [])
    }

    @Test func aGuardsFailureAtTheEndStopsTheCommit() throws {
        try guardBodies()
        func session() throws -> Int { try pool.transaction(.none) { try $0.one(BackendPID()) } }
        let before = try session()
        for command in [Notes.Add(id: "a"), Notes.Add(id: "b")] {
            #expect(throws: Failure(.expired, "too late")) {
                try pool.transaction(.none) { tx in
                    try tx.run(command)
                    _ = try tx.all(Notes.IDs())
                    try tx.run(Notes.SetBody(id: command.id, body: "new"))
                    try tx.run(Notes.Add(id: "c"))
                }
            }
        }
        #expect(try database.noteIDs() == [])
        #expect(try session() == before)
    }

    @Test func whatWaitsIsForgottenWhenTheClosureThrows() throws {
        let stop = Failure(.wrongState, "no")
        #expect(throws: stop) {
            try pool.transaction(.none) { tx in
                try tx.run(Notes.Add(id: "a"))
                throw stop
            }
        }
        try pool.transaction(.none) { try $0.run(Notes.Add(id: "b")) }
        #expect(try database.noteIDs() == ["b"])
    }

    /// More than what waits at most, and more than a socket holds.
    @Test func muchGoesThrough() throws {
        let body = String(repeating: "long ", count: 10_000)
        let ids = (0..<100).map { "note \(1000 + $0)" }
        try pool.transaction(.none) { tx in
            for id in ids {
                try tx.run(Notes.Add(id: id))
                try tx.run(Notes.SetBody(id: id, body: body))
            }
        }
        #expect(try database.noteIDs() == ids)
        #expect(try pool.transaction(.none) { try $0.one(Notes.ByID(id: ids[99])).body } == body)
    }

    @Test func aTransactionWithoutAQueryOutlivesAStaleSession() throws {
        let pid = try pool.transaction(.none) { tx in
            try tx.run(Notes.Add(id: "a"))
            return try tx.one(BackendPID())
        }
        #expect(try database.terminate(pid))
        try pool.transaction(.none) { try $0.run(Notes.Add(id: "b")) }
        #expect(try database.noteIDs() == ["a", "b"])
    }
}

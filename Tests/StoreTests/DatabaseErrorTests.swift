import Domain
import Store
import TestSupport
import Testing

@Suite struct DatabaseErrorTests {
    let database: ScratchDatabase
    let pool: Pool

    init() throws {
        database = try Notes.database()
        pool = database.pool()
        try pool.transaction(.none) { try $0.run(Notes.Add(id: "taken")) }
    }

    static let violations: [(command: Notes.Add, error: DatabaseError)] = [
        (Notes.Add(id: "taken"), .uniqueViolation(constraint: "notes_pkey")),
        (Notes.Add(id: "a", stars: 6), .checkViolation(constraint: "notes_stars_range")),
        (Notes.Add(id: "a", parent: "nobody"), .foreignKeyViolation(constraint: "notes_parent_exists")),
    ]

    @Test(arguments: violations)
    func operationsCanSayWhatAViolationMeans(violation: (command: Notes.Add, error: DatabaseError)) throws {
        let meaning = Failure(.alreadyExists, "there is such a note")
        #expect(throws: meaning) {
            try pool.transaction(.none) { tx in
                do {
                    try tx.runNow(violation.command)
                } catch let error as DatabaseError where error == violation.error {
                    throw meaning
                }
            }
        }
    }

    @Test(arguments: violations)
    func whatNobodyCatchesTellsAClientNothing(violation: (command: Notes.Add, error: DatabaseError)) throws {
        let error = #expect(throws: Failure.self) {
            try pool.transaction(.none) { try $0.run(violation.command) }
        }
        #expect(error == DatabaseError.defect(statement: "", reason: "").failure)
        #expect(error?.message.contains("notes") == false)
    }

    private func guarded(by raise: String) throws -> Failure? {
        try database.run(
            """
            CREATE FUNCTION guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \(raise); END $$;
            CREATE TRIGGER guard BEFORE UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION guard();
            """)
        return #expect(throws: Failure.self) {
            try pool.transaction(.none) { try $0.run(Notes.SetBody(id: "taken", body: "new")) }
        }
    }

    @Test func aGuardsFailureArrivesAsItIs() throws {
        let failure = try guarded(
            by: "RAISE EXCEPTION USING ERRCODE = 'CS001', MESSAGE = 'the deadline passed', DETAIL = 'expired'")
        #expect(failure == Failure(.expired, "the deadline passed"))
    }

    @Test func aGuardWithAnUnknownCodeIsADefect() throws {
        let failure = try guarded(by: "RAISE EXCEPTION USING ERRCODE = 'CS001', MESSAGE = 'secret', DETAIL = 'no_such'")
        #expect(failure == DatabaseError.defect(statement: "", reason: "").failure)
    }

    @Test(arguments: [
        ("53100", FailureCode.storageFull), ("53200", .unavailable), ("57014", .unavailable), ("55P03", .unavailable),
        ("57P01", .databaseUnavailable), ("08006", .databaseUnavailable), ("XX000", .internalError),
    ])
    func serverTroubles(sqlState: String, code: FailureCode) throws {
        #expect(try guarded(by: "RAISE EXCEPTION USING ERRCODE = '\(sqlState)', MESSAGE = 'secret'")?.code == code)
    }
}

import Domain
import Store

/// What somebody gets who has the service's database role and writes SQL of their own.
package enum Attack {
    /// Runs one statement as `countersign_app`, with the team and person that the attacker claims, and takes it back.
    /// Answers `done` if it touched a row; `nothing` if it found none; otherwise what refused it: a failure code, a
    /// constraint or an SQLSTATE. Write `PERFORM` for `SELECT`.
    package static func run(
        _ world: World, team: String? = nil, person: String? = nil, _ statement: String
    ) throws -> String {
        let connection = Connection(url: world.database.appURL)
        try connection.open()
        let scope = [("team", team), ("person", person)].map { name, value in
            value.map { "SET countersign.\(name) = '\($0)';" } ?? ""
        }
        do {
            try connection.run(
                script: """
                    \(scope.joined()) BEGIN;
                    DO $attack$ BEGIN
                        \(statement);
                        IF NOT FOUND THEN RAISE EXCEPTION USING ERRCODE = 'CS001', DETAIL = 'not_found'; END IF;
                    END $attack$;
                    ROLLBACK
                    """)
            return "done"
        } catch let failure as Failure {
            return failure.code == .notFound ? "nothing" : failure.code.rawValue
        } catch let error as DatabaseError {
            return outcome(error)
        }
    }

    private static func outcome(_ error: DatabaseError) -> String {
        switch error {
        case .uniqueViolation(let name), .foreignKeyViolation(let name), .checkViolation(let name),
            .exclusionViolation(let name):
            return name
        case .conflict(let state), .overloaded(let state): return state
        case .defect(_, let reason): return String(reason.suffix(6).prefix(5))
        case .unreachable, .outcomeUnknown, .storageFull, .unstorableText: return "\(error)"
        }
    }
}
